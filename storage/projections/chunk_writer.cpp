#include "storage/projections/chunk_writer.hpp"

#include "messages/time.hpp"
#include "storage/projections/chunk_layout.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace auren::storage {

namespace {

/// Part of a window: `days` UTC days from `first` on.
struct node {
  int64_t first;
  int64_t days;

  int64_t last() const {
    return first + days - 1;
  }
  node left() const {
    return {first, days / 2};
  }
  node right() const {
    return {first + days / 2, days / 2};
  }
};

class writer {
public:
  writer(chunk_tables& tables, fresh_days fresh)
    : tables_(tables), fresh_(std::move(fresh)), before_(tables.newest_day()),
      newest_(std::max(before_, fresh_.rbegin()->first)) {}

  void write() {
    for (auto& [day, samples] : fresh_)
      chunks::sort_by_identity(samples);
    for (auto window : cold_windows())
      place({window, window_days});
    for (auto& [day, samples] : fresh_)
      if (!is_cold(window_of(day), newest_))
        write_warm(day);
    for (auto of : chunks::levels)
      tables_.save(of, rolled_[static_cast<size_t>(of)]);
  }

private:
  bool is_touched(node part) const {
    auto at = fresh_.lower_bound(part.first);
    return at != fresh_.end() && at->first <= part.last();
  }

  /// Returns old windows that get samples, and those that become old now.
  std::set<int64_t> cold_windows() {
    std::set<int64_t> result;
    for (auto& [day, samples] : fresh_)
      if (is_cold(window_of(day), newest_))
        result.insert(window_of(day));
    auto from = cold_end(before_);
    auto to = cold_end(newest_);
    if (before_ != INT64_MIN && from < to)
      for (auto& row : tables_.chunks(from, to - 1))
        result.insert(window_of(row.first_day));
    return result;
  }

  /// Returns the samples of `part`, those that are new among them, and counts
  /// the days that changed.
  chunks::sample_columns gather(node part) {
    chunks::sample_columns all;
    for (auto& row : tables_.bodies(part.first, part.last())) {
      auto some = tables_.open(row);
      all.append(some, 0, some.size());
    }
    auto at = fresh_.lower_bound(part.first);
    auto end = fresh_.upper_bound(part.last());
    for (auto each = at; each != end; ++each)
      chunks::merge(all, each->second);
    for (; at != end; ++at)
      roll_up(all, at->first);
    return all;
  }

  void roll_up(const chunks::sample_columns& all, int64_t day) {
    auto begin = all.first_at(day * time::day_ms);
    auto end = all.first_at((day + 1) * time::day_ms);
    for (auto of : chunks::levels)
      if (is_kept(of, end - begin))
        rolled_[static_cast<size_t>(of)][day]
          = chunks::roll_up(of, all, begin, end);
  }

  void write_warm(int64_t day) {
    tables_.save(day, 1, gather({day, 1}), chunks::effort::warm);
  }

  /// Writes a part of an old window as one chunk or in halves, as far as it
  /// changes.
  void place(node part) {
    bool was_cold = is_cold(window_of(part.first), before_);
    if (was_cold && !is_touched(part))
      return;
    auto rows = tables_.chunks(part.first, part.last());
    int64_t n = 0;
    for (auto& row : rows)
      n += row.n;
    if (n > most_together && part.days > 1) {
      place(part.left());
      place(part.right());
      return;
    }
    auto all = gather(part);
    for (auto& row : rows)
      if (row.first_day != part.first)
        tables_.drop(row.first_day);
    split(part, all);
  }

  /// Writes `all`, which is what `part` has, into as few chunks as it may.
  void split(node part, const chunks::sample_columns& all) {
    if (part.days == 1 || all.size() <= most_together) {
      if (all.size() > 0)
        tables_.save(part.first, part.days, all, chunks::effort::cold);
      return;
    }
    auto middle = all.first_at(part.right().first * time::day_ms);
    chunks::sample_columns half;
    half.append(all, 0, middle);
    if (half.size() == 0)
      tables_.drop(part.first);
    split(part.left(), half);
    half = {};
    half.append(all, middle, all.size());
    split(part.right(), half);
  }

  chunk_tables& tables_;
  fresh_days fresh_;
  int64_t before_;
  int64_t newest_;
  std::array<chunks::day_parts, chunks::levels.size()> rolled_;
};

} // namespace

void take(chunk_tables& tables, fresh_days fresh) {
  if (!fresh.empty())
    writer{tables, std::move(fresh)}.write();
}

} // namespace auren::storage

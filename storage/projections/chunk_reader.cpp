#include "storage/projections/chunk_reader.hpp"

#include "messages/time.hpp"
#include "storage/failure.hpp"
#include "storage/projections/chunk_tables.hpp"
#include "storage/sealed_rows.hpp"

#include <algorithm>
#include <array>

namespace auren::storage {

namespace {

const std::string series_sql
  = "SELECT metric_name, source_name, unit FROM sample_series WHERE person = ?";

/// Appends the samples of `from` that lie on UTC days from `first` to `last`.
void append_days(chunks::sample_columns& to, const chunks::sample_columns& from,
                 int64_t first, int64_t last) {
  to.append(from, from.first_at(first * time::day_ms),
            from.first_at((last + 1) * time::day_ms));
}

/// Returns the days of `days` whose buckets are not kept at this level.
std::vector<int64_t>
uncounted(const chunks::day_parts& days, chunks::level at) {
  std::vector<int64_t> result;
  for (auto& [day, part] : days)
    if (!is_kept(at, samples_in(part)))
      result.push_back(day);
  return result;
}

class chunk_reader : public sample_chunks {
public:
  chunk_reader(std::unique_ptr<projection_database> tables,
               std::shared_ptr<seal::keyring> keys)
    : tables_(std::move(tables)), keys_(std::move(keys)) {}

  caf::expected<std::vector<series_name>>
  series(const person_id& who) override {
    return guarded([&] {
      std::vector<series_name> result;
      auto key = key_of(who);
      if (!key)
        return result;
      auto name = [&](const cell& sealed) {
        return value_of(
          seal::open_name(*key, std::get<bytes_value>(sealed).bytes));
      };
      std::array<cell, 1> asked{person_number(who)};
      for (const auto& row : tables_->rows(series_sql, asked))
        result.push_back({name(row[0]), name(row[1]), name(row[2])});
      std::ranges::sort(result);
      return result;
    });
  }

  caf::expected<chunks::sample_columns>
  samples(const person_id& who, const series_name& of, int64_t from,
          int64_t to) override {
    return guarded([&] {
      auto rows = rows_of(who, of);
      return rows ? read(*rows, from, to) : chunks::sample_columns{};
    });
  }

  caf::expected<chunks::day_parts>
  rollups(const person_id& who, const series_name& of, chunks::level at,
          int64_t from, int64_t to) override {
    return guarded([&] {
      auto rows = rows_of(who, of);
      if (!rows)
        return chunks::day_parts{};
      auto result = rows->rollups(at, from, to);
      if (at == chunks::level::day)
        return result;
      auto days = uncounted(rows->rollups(chunks::level::day, from, to), at);
      if (!days.empty())
        count(*rows, at, days, result);
      return result;
    });
  }

private:
  std::optional<chunk_tables>
  rows_of(const person_id& who, const series_name& of) {
    auto key = key_of(who);
    if (!key)
      return std::nullopt;
    return chunk_tables{*tables_, place_of(who, *key, of.metric, of.source)};
  }

  std::optional<seal::data_key> key_of(const person_id& who) {
    auto key = keys_->existing_key(who);
    if (key)
      return *key;
    if (key.error() == errc::not_found || key.error() == errc::erased)
      return std::nullopt;
    throw refusal{key.error()};
  }

  static chunks::sample_columns
  read(chunk_tables& rows, int64_t from, int64_t to) {
    chunks::sample_columns result;
    for (auto& row : rows.bodies(from, to)) {
      auto some = rows.open(row);
      if (result.size() == 0 && row.first_day >= from
          && row.first_day + row.days - 1 <= to)
        result = std::move(some);
      else
        append_days(result, some, from, to);
    }
    return result;
  }

  /// Counts the buckets of `days`, chunk by chunk.
  static void count(chunk_tables& rows, chunks::level at,
                    const std::vector<int64_t>& days, chunks::day_parts& out) {
    auto next = days.begin();
    for (auto& row : rows.bodies(days.front(), days.back())) {
      auto end = row.first_day + row.days;
      if (next == days.end() || *next >= end)
        continue;
      auto some = rows.open(row);
      for (; next != days.end() && *next < end; ++next)
        out[*next]
          = chunks::roll_up(at, some, some.first_at(*next * time::day_ms),
                            some.first_at((*next + 1) * time::day_ms));
    }
  }

  std::unique_ptr<projection_database> tables_;
  std::shared_ptr<seal::keyring> keys_;
};

} // namespace

std::unique_ptr<sample_chunks>
make_chunk_reader(std::unique_ptr<projection_database> tables,
                  std::shared_ptr<seal::keyring> keys) {
  return std::make_unique<chunk_reader>(std::move(tables), std::move(keys));
}

} // namespace auren::storage

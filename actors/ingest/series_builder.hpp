#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/ingest/timestamp.hpp"
#include "messages/ingest.pb.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace auren::ingest {

/// Series as a Protobuf message holds them, so that they are moved, not copied.
using series_list = google::protobuf::RepeatedPtrField<Series>;

/// One sample in the canonical unit of its metric. Views live as long as the
/// call that takes them.
struct sample {
  const ingest::metric* metric = nullptr;
  std::string_view name; ///< canonical, see `catalogue::canonical`
  std::string_view source;
  instant time;
  double value = 0;
  uint64_t duration_ms = 0;       ///< 0: a moment, or not known
  std::string_view external_id{}; ///< empty: the source gave none
};

/// Sorts samples into columns: one series per metric, source and whether the
/// local offset is known, samples in the order in which they came.
class series_builder {
public:
  /// Adds one sample. Allocates only when a column grows.
  void add(const sample& next);

  /// Returns how many samples were added since the last `take`.
  size_t size() const {
    return size_;
  }

  /// Returns the finished series and starts anew. Columns that say the same
  /// for all samples are folded to one entry, those that say nothing to none.
  series_list take();

private:
  struct group {
    Series* columns = nullptr;
    int64_t last_ms = 0;
    bool offset_known = false;
  };

  group& group_of(const sample& next);
  group& open(const sample& next);

  series_list list_;
  std::vector<group> groups_;
  std::unordered_multimap<uint64_t, size_t> by_hash_;
  size_t size_ = 0;
};

/// One sample taken out of a series again.
struct unpacked {
  instant time;
  double value = 0;
  uint64_t duration_ms = 0;
  std::string_view external_id;
};

/// Calls `f(const unpacked&)` for each sample of `series`, in order.
template <class F>
void for_each_sample(const Series& series, F&& f) {
  auto at = [](const auto& column, int i) {
    return column.Get(column.size() == 1 ? 0 : i);
  };
  unpacked next;
  next.time.ms = series.first_ms();
  for (int i = 0; i < series.value_size(); ++i) {
    next.time.ms += series.step_ms(i);
    next.value = series.value(i);
    if (series.utc_offset_s_size() > 0)
      next.time.offset_s = at(series.utc_offset_s(), i);
    if (series.duration_ms_size() > 0)
      next.duration_ms = at(series.duration_ms(), i);
    if (series.external_id_size() > 0)
      next.external_id
        = series.external_id(series.external_id_size() == 1 ? 0 : i);
    f(static_cast<const unpacked&>(next));
  }
}

} // namespace auren::ingest

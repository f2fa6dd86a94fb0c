#include "storage/projections/recorded_samples.hpp"

namespace auren::storage {

namespace {

constexpr int32_t most_offset_s = 86'400;
constexpr int64_t most_ms = int64_t{1} << 60; // days of it are still integers

/// Nothing, one for all, or one for each.
bool fits(int columns, int samples) {
  return columns <= 1 || columns == samples;
}

bool well_formed(const ingest::Series& series) {
  auto n = series.value_size();
  return series.step_ms_size() == n && fits(series.utc_offset_s_size(), n)
         && fits(series.duration_ms_size(), n)
         && fits(series.external_id_size(), n);
}

template <class T, class Column>
T entry(const Column& values, int i, T absent) {
  return values.empty() ? absent : T{values.Get(values.size() == 1 ? 0 : i)};
}

} // namespace

caf::expected<std::vector<chunks::recorded_sample>>
samples_of(const ingest::Series& series, int32_t utc_offset_s,
           uint64_t position) {
  auto bad = [](const char* why) {
    return caf::make_error(errc::invalid_message, why);
  };
  if (!well_formed(series))
    return bad("a series whose columns differ in length");
  std::vector<chunks::recorded_sample> result(
    static_cast<size_t>(series.value_size()));
  auto time = series.first_ms();
  for (int i = 0; i < series.value_size(); ++i) {
    if (__builtin_add_overflow(time, series.step_ms(i), &time) || time > most_ms
        || time < -most_ms)
      return bad("a sample's time is out of range");
    auto& next = result[static_cast<size_t>(i)];
    next.utc_offset_s = entry(series.utc_offset_s(), i, utc_offset_s);
    if (next.utc_offset_s > most_offset_s || next.utc_offset_s < -most_offset_s)
      return bad("a local clock is more than a day off");
    next.external_id = entry(series.external_id(), i, std::string{});
    next.id = {time, entry(series.duration_ms(), i, uint64_t{0}),
               chunks::external_hash(next.external_id)};
    next.value = series.value(i);
    next.position = position;
  }
  return result;
}

} // namespace auren::storage

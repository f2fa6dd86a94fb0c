#include "storage/projections/sample_days.hpp"

#include <algorithm>

namespace auren::storage {

namespace {

constexpr int64_t day_ms = 86'400'000;

int64_t local_day(int64_t local_ms) {
  auto day = local_ms / day_ms;
  return local_ms % day_ms < 0 ? day - 1 : day;
}

/// Nothing, one for all, or one for each.
bool fits(int columns, int samples) {
  return columns == 0 || columns == 1 || columns == samples;
}

int64_t offset_ms(const ingest::Series& series, int i, int32_t otherwise) {
  if (series.utc_offset_s().empty())
    return int64_t{otherwise} * 1000;
  bool shared = series.utc_offset_s_size() == 1;
  return int64_t{series.utc_offset_s(shared ? 0 : i)} * 1000;
}

} // namespace

void day_span::add(int64_t at_ms) {
  first_ms = samples == 0 ? at_ms : std::min(first_ms, at_ms);
  last_ms = samples == 0 ? at_ms : std::max(last_ms, at_ms);
  ++samples;
}

caf::expected<std::map<int64_t, day_span>>
days_of(const ingest::Series& series, int32_t utc_offset_s) {
  auto bad = [](const char* why) {
    return caf::make_error(errc::invalid_message, why);
  };
  auto samples = series.step_ms_size();
  if (series.value_size() != samples
      || !fits(series.utc_offset_s_size(), samples))
    return bad("a series whose columns differ in length");
  std::map<int64_t, day_span> result;
  auto at = series.first_ms();
  for (int i = 0; i < samples; ++i) {
    int64_t local = 0;
    if (__builtin_add_overflow(at, series.step_ms(i), &at)
        || __builtin_add_overflow(at, offset_ms(series, i, utc_offset_s),
                                  &local))
      return bad("a sample's time is out of range");
    result[local_day(local)].add(at);
  }
  return result;
}

} // namespace auren::storage

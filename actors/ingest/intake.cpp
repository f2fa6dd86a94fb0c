#include "actors/ingest/intake.hpp"

#include <fmt/format.h>

#include <cmath>
#include <simdjson.h>

namespace auren::ingest {

namespace {

constexpr size_t longest_source = 128;
constexpr size_t longest_id = 128;

errc judge(const reading& next, const metric* found, int64_t now_ms) {
  if (!found)
    return errc::unknown_metric;
  if (!std::isfinite(next.value))
    return errc::invalid_value;
  if (next.source.empty() || !is_printable(next.source, longest_source)
      || !is_printable(next.external_id, longest_id))
    return errc::invalid_message;
  return check_time(next.time.ms, now_ms);
}

} // namespace

verdict take(const reading& next, const catalogue& by, int64_t now_ms,
             series_builder& out) {
  verdict result;
  result.found = by.find(next.metric);
  result.code = judge(next, result.found, now_ms);
  if (result.code != errc::none)
    return result;
  auto value = convert(*result.found, next.value, next.unit);
  result.code = value.code;
  if (!value)
    return result;
  auto plausible = check(*result.found, value.value);
  if (plausible == plausibility::out_of_range)
    result.code = errc::out_of_range;
  result.implausible = plausible == plausibility::implausible;
  if (result.code == errc::none)
    out.add({result.found, catalogue::canonical(*result.found, next.metric),
             next.source, next.time, value.value, next.duration_ms,
             next.external_id});
  return result;
}

std::string why(const verdict& of, const reading& next) {
  auto name = in_words(next.metric);
  switch (of.code) {
    case errc::unknown_metric:
      return fmt::format("there is no metric \"{}\"", name);
    case errc::unknown_unit:
      return fmt::format("{} is counted in {}; there is no conversion from "
                         "\"{}\"",
                         name, of.found->unit, in_words(next.unit));
    case errc::out_of_range: return range_rule(*of.found, name);
    case errc::future_time:
      return fmt::format("{}: the time is more than a day ahead", name);
    case errc::invalid_time:
      return fmt::format("{}: the time is that of a clock never set", name);
    case errc::invalid_value:
      return fmt::format("{}: the value is not a finite number", name);
    default:
      return fmt::format("{}: source and external_id must be up to 128 "
                         "printable bytes, source not empty",
                         name);
  }
}

bool is_printable(std::string_view text, size_t longest) {
  if (text.size() > longest)
    return false;
  bool ascii = true;
  for (auto c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      return false;
    ascii &= byte < 0x80;
  }
  return ascii || simdjson::validate_utf8(text.data(), text.size());
}

std::string in_words(std::string_view text) {
  std::string result{text.substr(0, 64)};
  for (auto& c : result)
    if (c < 0x20 || c > 0x7e || c == '"')
      c = '?';
  return result;
}

} // namespace auren::ingest

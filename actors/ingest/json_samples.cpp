#include "actors/ingest/json_samples.hpp"

#include "actors/ingest/json_numbers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <simdjson.h>

namespace auren::ingest {

namespace {

namespace dom = simdjson::dom;

constexpr size_t max_depth = 16;
constexpr size_t max_kept = 256 << 10;
constexpr int64_t max_offset_s = 64'800; // 18 hours
constexpr double max_duration_s = 100.0 * 365 * 86400;

enum field : uint8_t {
  metric_field,
  time_field,
  value_field,
  unit_field,
  source_field,
  offset_field,
  id_field,
  duration_field,
  no_field
};

constexpr std::array<std::string_view, no_field> names
  = {"metric", "time",         "value",       "unit",
     "source", "utc_offset_s", "external_id", "duration_s"};

field field_of(std::string_view key) {
  for (uint8_t i = 0; i < no_field; ++i)
    if (names[i] == key)
      return static_cast<field>(i);
  return no_field;
}

/// Fills one reading from one JSON object; the first fault stays.
class sample_reader {
public:
  refusal read(dom::element from) {
    dom::object object;
    if (from.get(object) != simdjson::SUCCESS)
      return {errc::invalid_message, "a sample must be an object"};
    for (auto each : object)
      if (auto key = field_of(each.key); key != no_field)
        take(key, each.value);
    if (offset_)
      result.time.offset_s = offset_;
    need_all();
    return std::move(fault_);
  }

  reading result;

private:
  void fail(errc code, std::string detail) {
    if (!fault_)
      fault_ = {code, std::move(detail)};
  }

  void take(field key, dom::element value) {
    if (seen_ & (1u << key))
      fail(errc::invalid_message, fmt::format("{} is given twice", names[key]));
    seen_ |= 1u << key;
    switch (key) {
      case metric_field: return text(key, value, result.metric);
      case unit_field: return text(key, value, result.unit);
      case source_field: return text(key, value, result.source);
      case id_field: return text(key, value, result.external_id);
      case time_field: return time(value);
      case value_field: return number(value);
      case offset_field: return offset(value);
      case duration_field: return duration(value);
      case no_field: return;
    }
  }

  void text(field key, dom::element value, std::string_view& to) {
    if (value.get(to) == simdjson::SUCCESS)
      return;
    if (value.is_null() && (key == id_field || key == source_field))
      return;
    fail(errc::invalid_message, fmt::format("{} must be a string", names[key]));
  }

  void time(dom::element value) {
    std::string_view written;
    auto parsed = value.get(written) == simdjson::SUCCESS
                    ? parse_rfc3339(written)
                    : std::nullopt;
    if (parsed)
      result.time = *parsed;
    else
      fail(errc::invalid_time, "time must be RFC 3339 with a zone, like "
                               "2026-01-31T07:30:00+01:00");
  }

  void number(dom::element value) {
    if (value.get(result.value) != simdjson::SUCCESS)
      fail(errc::invalid_value, "value must be a finite number");
  }

  void offset(dom::element value) {
    int64_t seconds = 0;
    if (value.is_null())
      return;
    if (value.get(seconds) != simdjson::SUCCESS
        || std::abs(seconds) > max_offset_s)
      return fail(errc::invalid_time, "utc_offset_s must be a whole number of "
                                      "seconds within 18 hours");
    offset_ = static_cast<int32_t>(seconds);
  }

  void duration(dom::element value) {
    double seconds = 0;
    if (value.is_null())
      return;
    if (value.get(seconds) != simdjson::SUCCESS
        || !(seconds >= 0 && seconds <= max_duration_s))
      return fail(errc::invalid_value, "duration_s must be seconds, 0 or more");
    result.duration_ms = static_cast<uint64_t>(std::llround(seconds * 1000));
  }

  void need_all() {
    constexpr std::array<errc, 5> codes
      = {errc::unknown_metric, errc::invalid_time, errc::invalid_value,
         errc::unknown_unit, errc::invalid_message};
    for (uint8_t i = metric_field; i <= source_field; ++i)
      if (!(seen_ & (1u << i)))
        fail(codes[i], fmt::format("{} is missing", names[i]));
  }

  refusal fault_;
  std::optional<int32_t> offset_;
  uint32_t seen_ = 0;
};

void reject(parsed_samples& to, uint32_t index, errc code, std::string detail) {
  auto& next = to.rejected.emplace_back();
  next.set_index(index);
  next.set_code(to_string(code));
  next.set_detail(std::move(detail));
}

refusal malformed(simdjson::error_code error) {
  if (error == simdjson::DEPTH_ERROR)
    return {errc::invalid_message, "the body is nested too deeply"};
  return {errc::invalid_message, fmt::format("the body is not JSON: {}",
                                             simdjson::error_message(error))};
}

/// Parses `body`; a number too large for a double spoils its sample only.
simdjson::error_code
parse(dom::parser& parser, std::string_view body, dom::element& root) {
  if (parser.capacity() < body.size() || parser.max_depth() != max_depth)
    if (auto error = parser.allocate(body.size(), max_depth))
      return error;
  auto error = parser.parse(body.data(), body.size(), true).get(root);
  if (error != simdjson::NUMBER_ERROR)
    return error;
  auto tamed = tame_numbers(body);
  return parser.parse(tamed.data(), tamed.size(), true).get(root);
}

refusal samples_of(dom::element root, dom::array& samples) {
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS)
    return {errc::invalid_message, "the body must be one JSON object"};
  int found = 0;
  for (auto each : object) {
    if (each.key != "samples")
      continue;
    if (++found > 1)
      return {errc::invalid_message, "samples is given twice"};
    if (each.value.get(samples) != simdjson::SUCCESS)
      return {errc::invalid_message, "samples must be an array"};
  }
  if (found == 0)
    return {errc::invalid_message, "samples is missing"};
  if (samples.size() > max_body_samples)
    return {errc::too_large, "at most 5000 samples fit in one request"};
  return {};
}

} // namespace

parsed_samples
parse_samples(std::string_view body, const catalogue& by, int64_t now_ms) {
  // A parser keeps about 14 bytes for each of the longest body it has seen.
  thread_local dom::parser kept;
  dom::parser once;
  auto& parser = body.size() > max_kept ? once : kept;
  parsed_samples result;
  if (body.size() > max_body_bytes) {
    result.whole = {errc::too_large, "at most 4 MiB fit in one request"};
    return result;
  }
  if (body.substr(0, 3) == "\xef\xbb\xbf")
    body.remove_prefix(3);
  dom::element root;
  dom::array samples;
  if (auto error = parse(parser, body, root))
    result.whole = malformed(error);
  else
    result.whole = samples_of(root, samples);
  if (result.whole)
    return result;
  series_builder builder;
  uint32_t index = 0;
  for (auto each : samples) {
    sample_reader reader;
    auto fault = reader.read(each);
    if (!fault) {
      auto verdict = take(reader.result, by, now_ms, builder);
      result.implausible += verdict.implausible;
      if (verdict.code != errc::none)
        fault = {verdict.code, why(verdict, reader.result)};
    }
    if (fault)
      reject(result, index, fault.code, std::move(fault.detail));
    ++index;
  }
  result.accepted = static_cast<uint32_t>(builder.size());
  result.series = builder.take();
  return result;
}

} // namespace auren::ingest

#include "actors/memory/range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace auren::memory {

namespace {

/// Reads a hexadecimal number up to the next '.' and moves behind it.
bool number(std::string_view& text, uint64_t& out) {
  auto end = std::min(text.find('.'), text.size());
  auto [stop, failed]
    = std::from_chars(text.data(), text.data() + end, out, 16);
  if (failed != std::errc{} || stop != text.data() + end)
    return false;
  text.remove_prefix(std::min(end + 1, text.size()));
  return true;
}

} // namespace

std::string_view to_string(resolution value) {
  switch (value) {
    case resolution::raw: return "raw";
    case resolution::minute: return "minute";
    case resolution::hour: return "hour";
    case resolution::day: return "day";
    case resolution::week: return "week";
  }
  return "raw";
}

std::string write_cursor(resolution of, const place& at) {
  return fmt::format("{}{:x}.{:x}.{:x}.{:x}", to_string(of)[0],
                     static_cast<uint64_t>(at.key), at.duration_ms, at.external,
                     at.source);
}

std::optional<place> read_cursor(resolution of, std::string_view text) {
  if (text.empty() || text[0] != to_string(of)[0])
    return std::nullopt;
  text.remove_prefix(1);
  place at;
  uint64_t key = 0;
  if (!number(text, key) || !number(text, at.duration_ms)
      || !number(text, at.external) || !number(text, at.source)
      || !text.empty())
    return std::nullopt;
  at.key = static_cast<int64_t>(key);
  return at;
}

std::variant<range_question, ingest::refusal>
understand(const ReadRange& asked) {
  auto refuse = [](const char* why) {
    return ingest::refusal{errc::invalid_message, why};
  };
  range_question result;
  result.metric = asked.metric();
  result.explain = asked.explain();
  result.from_ms = std::clamp(asked.from_ms(), -end_of_time, end_of_time);
  if (asked.to_ms() != 0)
    result.to_ms = std::clamp(asked.to_ms(), -end_of_time, end_of_time);
  if (asked.limit() != 0)
    result.limit = std::min<size_t>(asked.limit(), most_points);
  auto name = asked.resolution().empty() ? "raw" : asked.resolution();
  static constexpr std::array all{resolution::raw, resolution::minute,
                                  resolution::hour, resolution::day,
                                  resolution::week};
  auto known = [&name](resolution x) { return to_string(x) == name; };
  auto found = std::ranges::find_if(all, known);
  if (found == all.end())
    return refuse("resolution must be raw, minute, hour, day or week");
  result.of = *found;
  if (result.metric.empty())
    return refuse("metric is missing");
  if (result.to_ms <= result.from_ms)
    return refuse("from must be before to");
  if (asked.cursor().empty())
    return result;
  result.after = read_cursor(result.of, asked.cursor());
  if (!result.after)
    return refuse("cursor belongs to no answer of this resolution");
  return result;
}

} // namespace auren::memory

#pragma once

#include "actors/ingest/refusal.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace auren::ingest {

/// Times between heart beats, one after the other, as a device wrote them.
struct rr_series {
  std::vector<double> ms;
  size_t unreadable = 0; ///< Lines that hold no number where one was due.
};

/// Shortest and longest time between two beats that can be: 240 and 24 beats a
/// minute. What lies outside is no beat but a slip of the sensor.
inline constexpr double shortest_rr_ms = 250;
inline constexpr double longest_rr_ms = 2500;

/// Reads RR intervals from text: one number a line, a table with a column
/// `rr`, `rri`, `nn` or `hr_rr` (comma, semicolon or tab), or Polar's HRM
/// ([HRData], with an Interval that says RR). Milliseconds; when the median is
/// below 10, seconds.
/// @returns `unsupported_type` when no such numbers are there, and
///   `invalid_message` when more than one line in ten cannot be read
std::variant<rr_series, refusal> read_rr(std::string_view text);

/// What was wrong with one interval.
enum class rr_fault : unsigned char {
  none,
  impossible, ///< Outside `shortest_rr_ms` to `longest_rr_ms`.
  ectopic,    ///< A beat too early, with its pause.
  missed,     ///< Two intervals in one: a beat was not seen.
  extra,      ///< One interval in two: a beat was seen that was none.
  uneven,     ///< Longer or shorter than its surroundings allow.
};

/// Returns what is wrong with each interval, by the thresholds that vary with
/// the person's own beats of Lipponen and Tarvainen, J Med Eng Technol 43:173
/// (2019): 5.2 quartile deviations of 91 beats around, of the differences and
/// of the distances from the median of 11.
std::vector<rr_fault> find_faults(std::span<const double> rr_ms);

} // namespace auren::ingest

#pragma once

#include "messages/agents.pb.h"

#include <string>
#include <string_view>
#include <vector>

/// Numbers, from data to text and back: pure.
namespace auren::agents {

/// Returns a number as text with as many decimals as its size deserves:
/// 8412, 55.3, 4.25, 0.031. The number must be finite.
std::string written(double value);

/// Returns a number with its unit: "48.2 ms", "7 h 32 min", "36.6 °C"; units
/// that are none (count, bool, score) are left out.
std::string written(double value, std::string_view unit);

/// Adds a number that a text may take from `e`; for hours and minutes also
/// the two parts in which they are written. Ignores what is not finite.
void add_figure(Evidence& e, std::string_view name, double value,
                std::string_view unit = {});

/// A number in a text and how exactly it was written.
struct number_in_text {
  double value;     ///< Without its sign.
  double tolerance; ///< Half of its last digit.
};

/// The numbers and the dates ("2026-03-01") of a text.
struct numerals {
  std::vector<number_in_text> numbers;
  std::vector<std::string> dates;
};

/// Returns what `text` says in digits. Digits within a name ("SpO2") and
/// footnotes ("[e3]") are no numbers.
numerals numerals_in(std::string_view text);

/// Returns whether `n` is one of the figures of `e`, to its rounding.
bool has_figure(const Evidence& e, const number_in_text& n);

} // namespace auren::agents

#pragma once

#include "actors/hypotheses/catalogue.hpp"

#include <istream>
#include <string>
#include <variant>
#include <vector>

namespace auren::hypotheses {

/// Longest record that is analysed, days.
inline constexpr int longest_record = 20 * 366;

/// Most metrics of one person that are compared with each other.
inline constexpr size_t most_metrics = 256;

/// One person of a table, or why nothing can be said about them.
struct person_record {
  record data;
  std::string reason;  ///< Empty when `data` can be analysed.
  size_t repeated = 0; ///< Second readings of one day: the latest counts.
};

/// Everyone in a table, by name.
struct table {
  std::vector<person_record> people;
  size_t skipped = 0;       ///< Rows without a date or a finite number.
  size_t first_skipped = 0; ///< Line of the first of them.
};

/// Reads `user,timestamp,metric,value,unit` (header required, any column
/// order, `user` and `unit` optional; local times). What the catalogue does
/// not say is inferred: type from the values, clock hour from the timestamps.
/// The order of the rows does not matter.
/// @returns the table, or one line that says what is wrong with the text.
std::variant<table, std::string>
read_table(std::istream& csv, const catalogue& known = {});

} // namespace auren::hypotheses

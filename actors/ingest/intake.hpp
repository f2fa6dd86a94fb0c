#pragma once

#include "actors/ingest/series_builder.hpp"

namespace auren::ingest {

/// One value as a sender states it: any alias, any unit the metric takes.
struct reading {
  std::string_view metric;
  std::string_view unit;
  std::string_view source;
  instant time;
  double value = 0;
  uint64_t duration_ms = 0;
  std::string_view external_id{};
};

/// What became of one reading.
struct verdict {
  errc code = errc::none;
  bool implausible = false;      ///< taken, but asks for a second reading
  const metric* found = nullptr; ///< null: not in the catalogue
};

/// Holds `next` against the catalogue and the clock and adds it to `out` when
/// it may be believed. The same rules for every way in.
/// @returns `unknown_metric`, `unknown_unit`, `invalid_value`, `out_of_range`,
///   `invalid_time` or `future_time`; `invalid_message` for a source or id that
///   is too long, not UTF-8 or has control characters
verdict take(const reading& next, const catalogue& by, int64_t now_ms,
             series_builder& out);

/// Returns why `next` was refused, in words: metric and rule, not the value.
std::string why(const verdict& of, const reading& next);

/// Returns whether `text` may be stored as a name: UTF-8 without control
/// characters, at most `longest` bytes.
bool is_printable(std::string_view text, size_t longest);

/// Returns `text` fit for a sentence: cut to 64 bytes, printable ASCII only.
std::string in_words(std::string_view text);

} // namespace auren::ingest

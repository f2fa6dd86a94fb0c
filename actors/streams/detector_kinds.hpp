#pragma once

#include "actors/streams/detectors.hpp"

/// The kinds of detectors. Each says skipped, with the reason, when it cannot
/// know; the names of their numbers are those of conf/detectors.json.
namespace auren::streams::kinds {

/// The mean of the last `days` against median and spread (1.4826 MAD) of the
/// `window` before them; `log`: of logarithms. Fires beyond `spreads`, and at
/// least `least`, in `direction`.
reading_of_day deviation(const detector& by, const day_table& t, int32_t day);

/// The mean of the last `days` against a fixed `limit`, itself included.
reading_of_day limit(const detector& by, const day_table& t, int32_t day);

/// The mean of `short` days by that of `long` ones, both up to this day.
reading_of_day ratio(const detector& by, const day_table& t, int32_t day);

/// Mean by standard deviation of `days`.
reading_of_day monotony(const detector& by, const day_table& t, int32_t day);

/// What is missing of `want` a day over `days`, in sum.
reading_of_day debt(const detector& by, const day_table& t, int32_t day);

/// Standard deviation of the clock hour over `days`, around the clock.
reading_of_day
clock_spread(const detector& by, const day_table& t, int32_t day);

/// The median of the last three values against that of three around `window`
/// days before, as a share; a `direction` of 0 is either.
reading_of_day change(const detector& by, const day_table& t, int32_t day);

/// Values on `need` of `window` days, then none on `days`.
reading_of_day silent(const detector& by, const day_table& t, int32_t day);

/// See `night_signal`; red fires.
reading_of_day nights(const detector& by, const day_table& t, int32_t day);

/// The share in percent of the day's samples within [from, to], or outside.
reading_of_day share(const detector& by, const day_table& t, int32_t day);

/// How many of the day's samples lie beyond `limit`, in a row.
reading_of_day any(const detector& by, const day_table& t, int32_t day);

/// How many times the day's samples stay beyond `limit` for `minutes`.
reading_of_day runs(const detector& by, const day_table& t, int32_t day);

/// Coefficient of variation of the day's samples, in percent.
reading_of_day variation(const detector& by, const day_table& t, int32_t day);

/// What the kinds share.
reading_of_day skipped(std::string why, uint32_t n = 0);
reading_of_day judged(const detector& by, double value, double threshold,
                      uint32_t n, std::string reason);
double middle(std::vector<double> values);
double mean(const std::vector<double>& values);
double deviation_of(const std::vector<double>& values);

} // namespace auren::streams::kinds

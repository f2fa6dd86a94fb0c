#pragma once

#include "actors/ingest/rr_series.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace auren::ingest {

/// Intervals that may be counted: those that touch no faulty one, each with
/// the time at which it ended. Nothing is filled in: a midpoint in place of a
/// faulty beat moves RMSSD by a fifth and more.
struct nn_series {
  std::vector<double> ms;
  std::vector<double> end_s;      ///< Since the first beat.
  std::vector<bool> follows;      ///< Directly after the one before it.
  std::array<size_t, 6> faults{}; ///< By `rr_fault`.
  size_t beats = 0;               ///< Intervals that there were.

  /// Returns which share of the intervals was faulty, 0 to 1.
  double faulty() const;
};

/// Returns all intervals as they are, without looking for faults.
nn_series as_they_are(std::span<const double> rr_ms);

/// Returns the intervals without the faulty ones and those that touch them.
nn_series without_faults(std::span<const double> rr_ms);

/// Variation over time. Definitions: Task Force of ESC and NASPE, Circulation
/// 93:1043 (1996); SD1 and SD2: Brennan et al., IEEE TBME 48:1342 (2001), of
/// the variances by n.
struct hrv_time {
  double mean_ms = 0;
  double sdnn_ms = 0;  ///< n - 1
  double rmssd_ms = 0; ///< Over neighbours only.
  double pnn50 = 0;    ///< %, strictly more than 50 ms apart.
  double sd1_ms = 0;
  double sd2_ms = 0;
  size_t differences = 0;
};
std::optional<hrv_time> time_domain(const nn_series& nn);

/// Power in the bands of the Task Force: 0.04 to 0.15 and 0.15 to 0.4 Hz.
struct hrv_power {
  double vlf_ms2 = 0; ///< Below 0.04 Hz.
  double lf_ms2 = 0;
  double hf_ms2 = 0;

  /// Returns LF / HF; 0 when there is no power in HF.
  double ratio() const;
};

/// Power by Welch's averaged periodograms (IEEE Trans. Audio 15:70, 1967): 4 Hz
/// by a cubic spline, Hamming windows of 75 s that overlap by half, their mean
/// taken out; below five minutes one window. So short a window tells little of
/// VLF. Nothing below two minutes.
std::optional<hrv_power> welch(const nn_series& nn);

/// Power by the periodogram of Lomb and Scargle (ApJ 263:835, 1982), which
/// needs no even spacing and so none of what is not known. Nothing below two
/// minutes.
std::optional<hrv_power> lomb_scargle(const nn_series& nn);

/// Returns the short-term scaling exponent of detrended fluctuations over
/// boxes of 4 to 16 beats (Peng et al., Chaos 5:82, 1995), the fluctuation of a
/// size being the mean over its boxes, as pyhrv has it; the root of the mean
/// square gives exponents up to a tenth smaller. Nothing below 64 beats, or
/// without variation.
std::optional<double> dfa_alpha1(std::span<const double> ms);

/// Beats up to which sample entropy is counted: every pair is looked at.
inline constexpr size_t longest_entropy = 20'000;

/// Returns the sample entropy for patterns of two within 0.2 SD (Richman and
/// Moorman, AJP Heart 278:H2039, 2000). Nothing below 64 or above
/// `longest_entropy` beats, or when no pattern comes again.
std::optional<double> sample_entropy(std::span<const double> ms);

/// Share of faulty intervals above which nothing is told, and above which it
/// is told to be doubtful.
inline constexpr double too_faulty = 0.20;
inline constexpr double doubtful = 0.05;

/// Everything that is said of a record of intervals.
struct hrv_report {
  nn_series nn;
  size_t unreadable = 0;
  hrv_time time;
  std::optional<hrv_power> by_welch, by_lomb;
  std::optional<double> alpha1, entropy;
};

/// Returns the report of `rr`, or why there is none: fewer than 30 intervals
/// that count, or more than a fifth faulty. With `raw` all count.
std::variant<hrv_report, refusal> report_hrv(const rr_series& rr, bool raw);

/// Returns the report for people, or as one JSON object. What cannot be known
/// is absent from it.
std::string as_text(const hrv_report& report);
std::string as_json(const hrv_report& report);

} // namespace auren::ingest

#pragma once

#include "actors/hypotheses/momentary.hpp"
#include "actors/hypotheses/nuisance.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace auren::hypotheses {

/// What is predicted, before any day of its evidence has been read. Immutable:
/// a changed model, lag or sign is another prediction.
struct prediction {
  std::string cause;
  std::string effect;
  int lag_days = 0;
  int direction = 1;         ///< +1 or -1.
  double expected_size = 0;  ///< SD of the effect per SD of the cause.
  double expected_units = 0; ///< Effect unit per unit of cause; 0 unknown.
  double next_low = 0;       ///< 95 % range of the size that the next 30
  double next_high = 0;      ///< evidence days will show, SD per SD.
  std::string rationale;
  std::string proposer;          ///< "scan", "person" or an agent's name.
  int64_t registered_on = 0;     ///< Local day; evidence is strictly later.
  std::string model;             ///< Version of transform and test.
  std::vector<control> controls; ///< Adjusted for at registration.
  std::string would_refute;      ///< In words.

  bool operator==(const prediction&) const = default;
};

/// Evidence days that `next_low` and `next_high` speak of.
inline constexpr int predicted_days = 30;

/// Returns the canonical text of `what`: one "name: value" per line in fixed
/// order, numbers exact, texts as JSON strings.
std::string canonical(const prediction& what);

/// Returns the id of `what`: the SHA-256 of its canonical text, in hex.
std::string id_of(const prediction& what);

/// Completes `what` from the estimate that led to it: size, range, units,
/// direction, lag; and the words of what would refute it.
void expect(prediction& what, const estimate& from, double units_per_size);

/// Fills in range, model version and refutation words of a prediction whose
/// size nobody measured yet.
void expect_unmeasured(prediction& what);

} // namespace auren::hypotheses

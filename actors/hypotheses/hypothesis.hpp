#pragma once

#include "actors/hypotheses/evidence.hpp"
#include "actors/hypotheses/prediction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auren::hypotheses {

/// Where a hypothesis stands; the order is the order of a good life.
enum class status : uint8_t {
  proposed,
  registered,
  testing,
  supported,    ///< Passed a scheduled look: "looks like".
  knowledge,    ///< Days after registration confirm it: "reliably goes with".
  refuted,      ///< Not even half as large as predicted.
  inconclusive, ///< Cannot be decided in reasonable time.
  association,  ///< Both directions lean; none can be told.
  stale,        ///< It was there and no longer shows.
  contradicted, ///< A later look no longer shows it.
  retired,      ///< Taken out by a person; its evidence stays counted.
};

/// Returns the name of `s` as the life cycle writes it.
std::string_view to_string(status s);

/// Returns the status that `name` writes.
std::optional<status> status_of(std::string_view name);

/// Is it a claim: something the person may be told as found?
bool is_claim(status s);

/// What the last scheduled look said on the pair of a hypothesis.
struct look_numbers {
  int64_t day = 0;
  bool tested = false;
  double p = 1;          ///< Of the pair, all lags paid for.
  bool passes = false;   ///< In the false-discovery set of that look.
  bool reverse = false;  ///< The other direction leans too.
  bool faded = false;    ///< There early in the record, gone late.
  bool opposite = false; ///< The strongest lag has the other sign.
  double posterior = 0;  ///< P(a directed effect exists), before caps.
  estimate at_lag;       ///< At the predicted lag if testable, else the best.
  double units_per_size = 1; ///< Effect unit per cause unit of 1 SD per SD.
  double cause_sd = 1;       ///< Usual day-to-day change, cause units.

  bool operator==(const look_numbers&) const;
};

/// One registered prediction and everything that was found about it since:
/// all that an actor needs to carry on its evidence alone.
struct hypothesis {
  std::string id;
  prediction what;
  status now = status::testing;
  std::string reason; ///< Why it stands where it stands.
  int64_t since = 0;  ///< Day of the last change.
  evidence proof;
  int64_t last_evidence = 0; ///< Last day with evidence, or registration.
  bool refuted_once = false; ///< R has reached its bound; that is final.
  int64_t claimed_on = 0;    ///< First look that its pair passed; 0 is never.
  std::optional<nuisance_model> model; ///< Fixed until the next look.
  look_numbers last;

  bool operator==(const hypothesis&) const = default;
};

/// Returns all of `h` as one JSON text; doubles are exact.
std::string to_string(const hypothesis& h);

/// Returns the hypothesis that `text` writes, or nothing if it is none.
std::optional<hypothesis> hypothesis_from(std::string_view text);

/// Returns the confidence that may be shown: the posterior within the caps
/// and the floor of its status (method B9).
double confidence_of(const hypothesis& h, const settings& how = {});

/// The same from its parts; `experiment` if the cause was randomised.
double confidence_of(status now, double posterior, bool experiment,
                     const settings& how = {});

} // namespace auren::hypotheses

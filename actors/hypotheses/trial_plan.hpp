#pragma once

#include "actors/hypotheses/series.hpp"
#include "actors/hypotheses/settings.hpp"
#include "messages/hypotheses.pb.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// How a randomised trial is planned (method B13): pure, chance comes in as a
/// seed.
namespace auren::hypotheses {

/// Returns the level of the test of the next experiment of a person who has
/// accepted `before` and found an effect in `found` of them by then. Half of
/// the experiments' budget goes to the tests at the end, half to the evidence
/// on the way, each by LOND (Javanmard & Montanari 2018, Ann. Stat. 46:526)
/// with shares 1/(t(t+1)): of all effects that are ever claimed at most
/// `experiment_alpha` are false, at any time.
double trial_level(int before, int found, const settings& how = {});

/// Returns how many pairs of blocks can reach `level` at all: the coins must
/// be able to fall in more than 2/level ways.
int fewest_pairs(double level);

/// Returns how many counted days find a difference of `size` SD with a power
/// of 80 %: 4((z(level/2) + z(.8)) / size)^2 (method B13).
double trial_days(double size, double level);

/// Returns `draft` with everything that was left open: blocks of three days,
/// the first a wash-out, pairs by power at `level`; nothing is made shorter
/// than `level` needs.
ExperimentPlan completed(ExperimentPlan draft, double level);

/// Returns how many days `plan` takes.
int length_of(const ExperimentPlan& plan);

/// Returns why `plan` (completed) cannot be carried out with a person of whom
/// `known` is known, or nothing. `today` is the local day.
std::optional<std::string>
objection_to(const ExperimentPlan& plan, const record& known, int64_t today);

/// Returns SHA-256 over the plan (JSON, without its commitment) and the seed,
/// hex: published when it is accepted, checked by anyone when it is over.
std::string commitment_of(ExperimentPlan plan, const std::string& seed);

/// Returns whether each block is "on": AB or BA by a fair coin a pair, each
/// from SHA-256 of the seed and the pair's number.
std::vector<bool>
blocks_of(const ExperimentPlan& plan, const std::string& seed);

/// Returns the first day of `plan`; nothing while it has none.
std::optional<int64_t> start_of(const ExperimentPlan& plan);

/// Returns the days of `plan`, oldest first, with what `reported` says of
/// them (by date). A blinded one says a packet's number instead of its arm,
/// unless `reveal`.
std::vector<ExperimentDay>
schedule_of(const ExperimentPlan& plan, const std::string& seed, bool reveal,
            const std::map<std::string, ExperimentDay>& reported = {});

} // namespace auren::hypotheses

#include "actors/hypotheses/trial_result.hpp"

#include "actors/hypotheses/trial_plan.hpp"
#include "actors/hypotheses/trial_test.hpp"
#include "actors/hypotheses/trial_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr double matters = 0.2;  // SD; a smaller effect is none that does
constexpr int weekday_days = 56; // before weekdays can be told apart
constexpr int level_days = 60;   // before it, for the usual spread
constexpr int fewest_for_level = 14;

// The outcome before the trial: what is usual.
struct usual {
  std::array<double, 7> weekday{};
  double spread = std::nan("");
};

double value_on(const record& known, int column, int64_t day) {
  auto row = day - known.first_day;
  if (row < 0 || row >= known.days())
    return std::nan("");
  return known.values(static_cast<Eigen::Index>(row), column);
}

struct mean_of {
  double sum = 0;
  int n = 0;
  void add(double value) {
    if (std::isfinite(value))
      sum += value, ++n;
  }
  double mean() const {
    return n > 0 ? sum / n : std::nan("");
  }
};

// Weekdays are taken out with what was known before the start, or not at all:
// then no choice made here depends on where the coins fell.
usual usual_before(const record& known, int column, int64_t start) {
  usual out;
  std::array<mean_of, 7> days;
  mean_of all;
  for (auto day = known.first_day; day < start; ++day) {
    auto value = value_on(known, column, day);
    all.add(value);
    days[static_cast<size_t>(
           known.weekday(static_cast<int>(day - known.first_day)))]
      .add(value);
  }
  bool every = std::all_of(days.begin(), days.end(),
                           [](auto& d) { return d.n >= weekday_days / 14; });
  if (every && all.n >= weekday_days)
    for (size_t i = 0; i < days.size(); ++i)
      out.weekday[i] = days[i].mean() - all.mean();
  mean_of level, squares;
  std::vector<double> last;
  for (auto day = std::max(known.first_day, start - level_days); day < start;
       ++day)
    if (auto value = value_on(known, column, day); std::isfinite(value))
      last.push_back(value
                     - out.weekday[static_cast<size_t>(known.weekday(
                       static_cast<int>(day - known.first_day)))]);
  for (auto value : last)
    level.add(value);
  for (auto value : last)
    squares.add((value - level.mean()) * (value - level.mean()));
  if (squares.n >= fewest_for_level && squares.mean() > 0)
    out.spread = std::sqrt(squares.mean() * squares.n / (squares.n - 1));
  return out;
}

// Every block's mean of its counted days.
std::vector<mean_of> block_means(const trial_days_known& what, int column,
                                 const usual& before, int pairs) {
  std::vector<mean_of> out(static_cast<size_t>(2 * pairs));
  auto start = *start_of(what.plan);
  auto length = what.plan.block_days();
  for (size_t block = 0; block < out.size(); ++block)
    for (int i = what.plan.washout_days(); i < length; ++i) {
      auto day = start + static_cast<int64_t>(block) * length + i;
      if (day > what.through || day < what.known.first_day)
        continue;
      auto weekday = static_cast<size_t>(
        what.known.weekday(static_cast<int>(day - what.known.first_day)));
      out[block].add(value_on(what.known, column, day)
                     - before.weekday[weekday]);
    }
  return out;
}

std::vector<trial_unit>
units_of(const std::vector<mean_of>& blocks, const std::vector<bool>& on) {
  std::vector<trial_unit> out;
  for (size_t pair = 0; 2 * pair + 1 < blocks.size(); ++pair)
    if (blocks[2 * pair].n > 0 && blocks[2 * pair + 1].n > 0)
      for (auto block : {2 * pair, 2 * pair + 1})
        out.push_back(
          {static_cast<int>(pair), on[block], blocks[block].mean()});
  return out;
}

uint64_t seed_of(const std::string& commitment) {
  uint64_t out = 0;
  for (size_t i = 0; i < std::min<size_t>(15, commitment.size()); ++i)
    out = out * 31 + static_cast<unsigned char>(commitment[i]);
  return out;
}

void count_days(const trial_days_known& what,
                const std::map<std::string, ExperimentDay>& reported,
                ExperimentResult& out) {
  uint32_t counted = 0, without = 0, followed = 0, deviated = 0, unknown = 0;
  for (auto& day : lived_days(what, true, reported)) {
    counted += !day.washout();
    without += !day.washout() && !day.has_outcome();
    followed += day.adherence() == "followed";
    deviated += day.adherence() == "deviated";
    unknown += day.adherence().empty();
  }
  out.set_days_counted(counted);
  out.set_days_without_outcome(without);
  out.set_days_followed(followed);
  out.set_days_deviated(deviated);
  out.set_days_unknown(unknown);
}

std::vector<double> pair_differences(const std::vector<trial_unit>& units) {
  std::vector<double> out;
  for (size_t i = 0; i + 1 < units.size(); i += 2)
    out.push_back(units[i].on ? units[i].outcome - units[i + 1].outcome
                              : units[i + 1].outcome - units[i].outcome);
  return out;
}

// The usual spread of a pair's difference, were days independent.
double pair_spread(const usual& before, const ExperimentPlan& plan) {
  return before.spread
         * std::sqrt(2.0 / (plan.block_days() - plan.washout_days()));
}

void interval_on_the_way(const std::vector<trial_unit>& units, double spread,
                         ExperimentResult& out) {
  out.set_interval("any_look");
  auto found = interval_at_any_look(pair_differences(units), spread);
  if (!found)
    return;
  out.set_ci_low(found->low);
  out.set_ci_high(found->high);
}

void interval_of(const trial_finding& found, ExperimentResult& out) {
  out.set_interval("randomisation");
  if (!std::isfinite(found.low) || !std::isfinite(found.high))
    return;
  out.set_ci_low(found.low);
  out.set_ci_high(found.high);
}

std::string verdict_of(const ExperimentResult& out, const ExperimentPlan& plan,
                       const usual& before) {
  bool by_test = out.has_p_value() && out.p_value() <= plan.level();
  bool on_the_way = out.has_log_e() && out.log_e() >= -std::log(plan.level());
  if (by_test || on_the_way)
    return "effect";
  auto small = matters * before.spread;
  if (out.has_ci_low() && out.ci_low() > -small && out.ci_high() < small)
    return "no_effect_that_matters";
  return "undecided";
}

} // namespace

int pairs_over(const ExperimentPlan& plan, int64_t through) {
  auto start = start_of(plan);
  if (!start || through <= *start)
    return 0;
  // The morning after a block's last day still belongs to it.
  auto pairs = (through - *start) / (int64_t{2} * plan.block_days());
  return static_cast<int>(std::min<int64_t>(pairs, plan.pairs()));
}

std::optional<double> evidence_after(const trial_days_known& what, int pairs) {
  auto column = what.known.find(what.plan.outcome());
  if (!column || pairs <= 0)
    return std::nullopt;
  auto before = usual_before(what.known, *column, *start_of(what.plan));
  if (!(before.spread > 0))
    return std::nullopt;
  auto units = units_of(block_means(what, *column, before, pairs),
                        blocks_of(what.plan, what.seed));
  if (units.empty())
    return std::nullopt;
  return log_e_of_pairs(pair_differences(units), 0,
                        pair_spread(before, what.plan));
}

ExperimentResult
result_of(const trial_days_known& what,
          const std::map<std::string, ExperimentDay>& reported, bool at_end) {
  ExperimentResult out;
  out.set_verdict("undecided");
  out.set_through(date_of(what.through));
  count_days(what, reported, out);
  auto pairs = pairs_over(what.plan, what.through);
  auto column = what.known.find(what.plan.outcome());
  if (!column)
    out.set_reason("The outcome is no longer recorded.");
  auto before = column ? usual_before(what.known, *column, *start_of(what.plan))
                       : usual{};
  std::vector<trial_unit> units;
  if (column) {
    out.set_unit(what.known.metrics[static_cast<size_t>(*column)].unit);
    units = units_of(block_means(what, *column, before, pairs),
                     blocks_of(what.plan, what.seed));
  }
  auto found = randomisation_test(units, seed_of(what.plan.commitment()));
  if (auto log_e = evidence_after(what, pairs))
    out.set_log_e(*log_e);
  if (!found && out.reason().empty())
    out.set_reason("No pair of blocks has the outcome on days of both kinds.");
  if (found) {
    out.set_difference(found->difference);
    out.set_pairs(static_cast<uint32_t>(found->strata));
    if (before.spread > 0)
      out.set_size(found->difference / before.spread);
    if (at_end) {
      out.set_p_value(found->p);
      out.set_allocations(found->allocations);
      out.set_exact(found->exact);
      interval_of(*found, out);
    } else {
      interval_on_the_way(units, pair_spread(before, what.plan), out);
    }
    out.set_verdict(verdict_of(out, what.plan, before));
  }
  out.set_sentence(trial_sentence(what.plan, out, what.known));
  return out;
}

std::optional<std::string> abort_reason(const trial_days_known& what) {
  auto start = *start_of(what.plan);
  auto last = std::min(what.through, start + length_of(what.plan) - 1);
  for (auto& rule : what.plan.abort()) {
    auto column = what.known.find(rule.metric());
    int in_a_row = 0;
    for (auto day = start; column && day <= last; ++day) {
      auto value = value_on(what.known, *column, day);
      bool beyond = (rule.has_above() && value > rule.above())
                    || (rule.has_below() && value < rule.below());
      in_a_row = beyond ? in_a_row + 1 : 0;
      if (in_a_row >= std::max(1, rule.days()))
        return trial_abort_words(rule, date_of(day));
    }
  }
  return std::nullopt;
}

std::vector<ExperimentDay>
lived_days(const trial_days_known& what, bool reveal,
           const std::map<std::string, ExperimentDay>& reported) {
  auto out = schedule_of(what.plan, what.seed, true, reported);
  auto shown = schedule_of(what.plan, what.seed, reveal, reported);
  auto cause = what.known.find(what.plan.cause());
  auto outcome = what.known.find(what.plan.outcome());
  bool tells = cause
               && what.known.metrics[static_cast<size_t>(*cause)].type
                    == value_type::binary;
  size_t n = 0;
  for (; n < out.size(); ++n) {
    auto day = *day_of(out[n].date());
    if (day > what.through)
      break;
    auto& one = shown[n];
    auto did = tells ? value_on(what.known, *cause, day) : std::nan("");
    if (one.adherence().empty() && std::isfinite(did)) {
      one.set_adherence((did > 0) == (out[n].arm() == "on") ? "followed"
                                                            : "deviated");
      one.set_adherence_source("data");
    }
    auto value = outcome ? value_on(what.known, *outcome, day) : std::nan("");
    if (std::isfinite(value))
      one.set_outcome(value);
  }
  shown.resize(n);
  return shown;
}

} // namespace auren::hypotheses

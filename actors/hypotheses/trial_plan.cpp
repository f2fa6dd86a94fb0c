#include "actors/hypotheses/trial_plan.hpp"

#include "actors/hypotheses/statistics.hpp"
#include "messages/ids.hpp"
#include "messages/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sodium.h>

namespace auren::hypotheses {

namespace {

constexpr double z_of_power = 0.8416212; // 80 %
constexpr double usual_size = 0.6;       // SD; found in about 140 days
constexpr int usual_block = 3;
constexpr int longest_trial = 400; // days that anybody follows
constexpr int longest_trial_block = 28;
constexpr int record_needed = 28; // days of the outcome before it
constexpr int recent = 60;        // within so many
constexpr const char* trial_model = "experiment/1";

std::string digest_of(const std::string& text) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(text.data()),
                     text.size());
  return hash;
}

int days_with(const record& known, int column, int64_t before) {
  int n = 0;
  for (int row = 0; row < known.days(); ++row) {
    auto day = known.first_day + row;
    n += day < before && day >= before - recent
         && std::isfinite(known.values(row, column));
  }
  return n;
}

std::optional<std::string> wrong_shape(const ExperimentPlan& plan) {
  if (plan.cause().empty() || plan.on().empty() || plan.off().empty())
    return "say what is tried (cause), and what is done on days on and off";
  if (plan.cause() == plan.outcome())
    return "what is tried and what is measured must differ";
  if (plan.block_days() < 1 || plan.block_days() > longest_trial_block)
    return fmt::format("a block has 1 to {} days", longest_trial_block);
  if (plan.washout_days() < 0 || plan.washout_days() >= plan.block_days())
    return "a block must be longer than its wash-out";
  if (plan.blinding() != "open" && plan.blinding() != "blinded")
    return "blinding is open or blinded";
  if (plan.remind_hour() < 0 || plan.remind_hour() > 23)
    return "the hour of reminders is 0 to 23";
  if (length_of(plan) > longest_trial)
    return fmt::format("it would take {} days, more than {}: an effect this "
                       "small is out of reach",
                       length_of(plan), longest_trial);
  return std::nullopt;
}

std::optional<std::string>
wrong_rule(const AbortRule& rule, const record& known) {
  if (rule.has_above() == rule.has_below())
    return "an abort rule has either above or below";
  if (rule.days() < 0 || rule.days() > longest_trial_block)
    return "an abort rule is about 1 to 28 days in a row";
  if (!known.find(rule.metric()))
    return "an abort rule is about a metric that is not recorded";
  return std::nullopt;
}

} // namespace

double trial_level(int before, int found, const settings& how) {
  auto t = static_cast<double>(before + 1);
  return how.experiment_alpha / 2 * (found + 1) / (t * (t + 1));
}

int fewest_pairs(double level) {
  return static_cast<int>(std::ceil(std::log2(2 / level)));
}

double trial_days(double size, double level) {
  auto z = (z_of_p(level) + z_of_power) / size;
  return 4 * z * z;
}

ExperimentPlan completed(ExperimentPlan draft, double level) {
  if (draft.block_days() == 0) {
    draft.set_washout_days(std::max(1, draft.washout_days()));
    draft.set_block_days(std::max(usual_block, draft.washout_days() + 2));
  }
  if (draft.blinding().empty())
    draft.set_blinding("open");
  auto size = std::abs(draft.expected_difference());
  if (size == 0 || !std::isfinite(size))
    size = usual_size;
  auto a_pair = 2 * std::max(1, draft.block_days() - draft.washout_days());
  if (draft.pairs() <= 0)
    draft.set_pairs(static_cast<int>(
      std::min(1e6, std::ceil(trial_days(size, level) / a_pair))));
  draft.set_pairs(std::max(draft.pairs(), fewest_pairs(level)));
  draft.set_level(level);
  draft.set_model(trial_model);
  if (auto first = start_of(draft))
    draft.set_end(date_of(*first + length_of(draft) - 1));
  return draft;
}

int length_of(const ExperimentPlan& plan) {
  auto days = int64_t{2} * plan.block_days() * plan.pairs();
  return static_cast<int>(std::min<int64_t>(days, INT32_MAX));
}

std::optional<std::string>
objection_to(const ExperimentPlan& plan, const record& known, int64_t today) {
  if (auto wrong = wrong_shape(plan))
    return wrong;
  for (auto& rule : plan.abort())
    if (auto wrong = wrong_rule(rule, known))
      return wrong;
  if (!plan.start().empty() && (!start_of(plan) || *start_of(plan) <= today))
    return "the start is a date after today";
  auto outcome = known.find(plan.outcome());
  if (!outcome)
    return "the outcome is no metric of this person";
  auto n = days_with(known, *outcome, today + 1);
  if (n < record_needed)
    return fmt::format("the outcome was recorded on {} of the last {} days; at "
                       "least {} are needed to know what is usual",
                       n, recent, record_needed);
  return std::nullopt;
}

std::string commitment_of(ExperimentPlan plan, const std::string& seed) {
  plan.clear_commitment();
  return ids::hex(
    digest_of(json::write(plan) + "\nseed: " + ids::hex(seed) + "\n"));
}

std::vector<bool>
blocks_of(const ExperimentPlan& plan, const std::string& seed) {
  std::vector<bool> out;
  for (int pair = 0; pair < plan.pairs(); ++pair) {
    auto coin = digest_of(seed + "/pair/" + std::to_string(pair))[0] & 1;
    out.push_back(coin != 0);
    out.push_back(coin == 0);
  }
  return out;
}

std::optional<int64_t> start_of(const ExperimentPlan& plan) {
  return day_of(plan.start());
}

std::vector<ExperimentDay>
schedule_of(const ExperimentPlan& plan, const std::string& seed, bool reveal,
            const std::map<std::string, ExperimentDay>& reported) {
  std::vector<ExperimentDay> out;
  auto first = start_of(plan);
  if (!first || seed.empty())
    return out;
  auto blocks = blocks_of(plan, seed);
  bool shown = reveal || plan.blinding() != "blinded";
  for (int day = 0; day < length_of(plan); ++day) {
    auto on = blocks[static_cast<size_t>(day / plan.block_days())];
    auto& one = out.emplace_back();
    one.set_date(date_of(*first + day));
    one.set_washout(day % plan.block_days() < plan.washout_days());
    one.set_instruction(shown ? (on ? plan.on() : plan.off())
                              : fmt::format("take packet {}", day + 1));
    if (shown)
      one.set_arm(on ? "on" : "off");
    if (auto said = reported.find(one.date()); said != reported.end()) {
      one.set_adherence(said->second.adherence());
      one.set_adherence_source(said->second.adherence_source());
      one.set_note(said->second.note());
    }
  }
  return out;
}

} // namespace auren::hypotheses

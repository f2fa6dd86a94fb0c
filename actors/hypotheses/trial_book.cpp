#include "actors/hypotheses/trial_book.hpp"

#include "actors/hypotheses/trial_plan.hpp"
#include "actors/hypotheses/trial_safety.hpp"
#include "messages/ids.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::hypotheses {

namespace {

constexpr auto effect_found = "effect";
constexpr int most_suggestions = 3; // of the engine, not decided yet

bool was_accepted(const trial& one) {
  return one.running() || one.over();
}

trial_fact fact_of(std::string type, const Experiment& now) {
  trial_fact out{"experiment." + type, {}};
  *out.what.mutable_experiment() = now;
  out.what.mutable_experiment()->clear_provenance();
  return out;
}

trial_outcome ended_by_person(const trial& one, const std::string& reason,
                              ExperimentStatus::Value status, int64_t today) {
  auto now = one.now;
  now.set_status(status);
  now.set_reason(reason);
  now.set_updated(date_of(today));
  bool declined = status == ExperimentStatus::declined;
  return fact_of(declined ? "declined" : "stopped", now);
}

} // namespace

bool trial::running() const {
  return now.status() == ExperimentStatus::running;
}

bool trial::over() const {
  return now.status() == ExperimentStatus::finished
         || now.status() == ExperimentStatus::stopped
         || now.status() == ExperimentStatus::aborted;
}

void trial_book::fold(const events::Event& event) {
  ExperimentChanged fact;
  if (!event.type().starts_with("experiment.")
      || !fact.ParseFromString(event.payload()) || !fact.has_experiment())
    return;
  auto& id = fact.experiment().id();
  auto at = std::find_if(all_.begin(), all_.end(),
                         [&](auto& one) { return one.now.id() == id; });
  if (at == all_.end())
    at = all_.insert(all_.end(), trial{});
  auto before = at->now.provenance();
  at->now = fact.experiment();
  *at->now.mutable_provenance() = std::move(before);
  if (event.type() != "experiment.reminded")
    at->now.add_provenance(ids::dashed(event.event_id()));
  if (!fact.seed().empty())
    at->seed = fact.seed();
  if (event.type() == "experiment.reported")
    at->reported[fact.day().date()] = fact.day();
}

const trial* trial_book::find(const std::string& id) const {
  for (auto& one : all_)
    if (one.now.id() == id)
      return &one;
  return nullptr;
}

double trial_book::next_level() const {
  int before = 0, found = 0;
  for (auto& one : all_) {
    before += was_accepted(one);
    found += was_accepted(one) && one.now.result().verdict() == effect_found;
  }
  return trial_level(before, found);
}

// The engine asks once about a pair, and no more than a few at a time.
bool trial_book::too_much(const ExperimentPlan& plan) const {
  int open = 0;
  bool before = false;
  for (auto& one : all_) {
    open += one.now.plan().proposer() == "engine"
            && one.now.status() == ExperimentStatus::proposed;
    before |= one.now.plan().cause() == plan.cause()
              && one.now.plan().outcome() == plan.outcome();
  }
  return plan.proposer() == "engine" && (before || open >= most_suggestions);
}

trial_outcome
trial_book::propose(const std::string& id, const ExperimentPlan& draft,
                    const record& known, int64_t today) const {
  auto plan = completed(draft, next_level());
  if (auto wrong = objection_to(plan, known, today))
    return trial_refusal{*wrong};
  if (too_much(plan))
    return trial_refusal{"the engine has asked enough"};
  for (auto& one : all_)
    if (one.now.plan().cause() == plan.cause()
        && one.now.plan().outcome() == plan.outcome()
        && (one.running() || one.now.status() == ExperimentStatus::proposed))
      return trial_refusal{"there is one already: " + one.now.id()};
  Experiment now;
  now.set_id(id);
  *now.mutable_plan() = plan;
  now.set_status(ExperimentStatus::proposed);
  now.set_updated(date_of(today));
  now.set_proposed_on(date_of(today));
  now.set_reason(
    fmt::format("It would take {} days. Nothing begins before you accept it.",
                length_of(plan)));
  if (auto what = needs_clinician(plan))
    now.set_reason(now.reason() + " It is about " + *what
                   + ": a clinician must confirm it first.");
  return fact_of("proposed", now);
}

trial_outcome
trial_book::decide(const DecideExperiment& command, const std::string& seed,
                   const record& known, int64_t today) const {
  auto* one = find(command.id());
  if (one == nullptr)
    return trial_refusal{"there is no such experiment", true};
  bool open = one->now.status() == ExperimentStatus::proposed;
  auto& reason = command.reason();
  if (command.decision() == "decline" && open)
    return ended_by_person(*one, reason.empty() ? "You declined it." : reason,
                           ExperimentStatus::declined, today);
  if (command.decision() == "stop" && one->running())
    return ended_by_person(*one, reason.empty() ? "You stopped it." : reason,
                           ExperimentStatus::stopped, today);
  if (command.decision() == "accept" && open)
    return accept(*one, command, seed, known, today);
  return trial_refusal{
    "it is " + ExperimentStatus::Value_Name(one->now.status())
    + "; accept or decline what is proposed, stop what is running"};
}

trial_outcome
trial_book::accept(const trial& one, const DecideExperiment& command,
                   const std::string& seed, const record& known,
                   int64_t today) const {
  auto plan = one.now.plan();
  if (!command.clinician().empty())
    plan.set_clinician(command.clinician());
  if (auto start = start_of(plan); !start || *start <= today)
    plan.set_start(date_of(today + 1));
  plan = completed(plan, next_level());
  if (auto wrong = unsafe(plan))
    return trial_refusal{*wrong};
  if (auto wrong = objection_to(plan, known, today))
    return trial_refusal{*wrong};
  for (auto& other : all_)
    if (other.running() && other.now.plan().outcome() == plan.outcome())
      return trial_refusal{"another experiment on this outcome is running: "
                           + other.now.id()};
  plan.set_commitment(commitment_of(plan, seed));
  auto now = one.now;
  *now.mutable_plan() = plan;
  now.set_status(ExperimentStatus::running);
  now.set_updated(date_of(today));
  now.set_reason(fmt::format("Runs from {} to {}; its plan is frozen.",
                             plan.start(), plan.end()));
  auto out = fact_of("accepted", now);
  out.what.set_seed(seed);
  return out;
}

trial_outcome
trial_book::report(const ReportExperimentDay& command, int64_t today) const {
  auto* one = find(command.id());
  if (one == nullptr)
    return trial_refusal{"there is no such experiment", true};
  if (!was_accepted(*one))
    return trial_refusal{"it did not begin"};
  auto day = day_of(command.date());
  auto start = start_of(one->now.plan());
  if (!day || !start || *day < *start || *day > today
      || *day >= *start + length_of(one->now.plan()))
    return trial_refusal{"the date is none of its days, or did not begin yet"};
  if (command.adherence() != "followed" && command.adherence() != "deviated")
    return trial_refusal{"adherence is followed or deviated"};
  auto out = fact_of("reported", one->now);
  auto& said = *out.what.mutable_day();
  said.set_date(command.date());
  said.set_adherence(command.adherence());
  said.set_adherence_source("person");
  said.set_note(command.note());
  return out;
}

} // namespace auren::hypotheses

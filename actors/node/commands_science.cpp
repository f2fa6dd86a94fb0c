#include "actors/deadline.hpp"
#include "actors/node/command_table.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

namespace {

using hypotheses::Experiment;
using hypotheses::ExperimentStatus;

/// Hands `question` about `person` to the door; `render` makes text of it.
template <class Reply, class Question, class Render>
void ask_door(invocation in, const std::string& person, Question question,
              Render render) {
  auto door = in.state->table->resolve<people::people_actor>(path::door);
  if (!door)
    return in.fail(caf::make_error(errc::restarting));
  auto& who = *question.mutable_context();
  who.set_tenant("home");
  who.set_person(person);
  who.set_subject("operator");
  in.self->request(*door, default_patience, std::move(question))
    .then([in, render](
            const Reply& found) mutable { in.say(found, render(found)); },
          [in](const caf::error& why) mutable { in.fail(why); });
}

std::string word_or(const invocation& in, size_t at, const char* otherwise) {
  return in.words.size() > at ? in.words[at] : otherwise;
}

std::string line_of(const Experiment& one) {
  auto& plan = one.plan();
  auto n = one.evidence_size();
  return fmt::format(
    "{} {:<9} {} -> {}  {} to {}  {} pairs of {} d  log E {:.2f}  {}\n",
    one.id(), ExperimentStatus::Value_Name(one.status()), plan.cause(),
    plan.outcome(), plan.start().empty() ? "?" : plan.start(),
    plan.end().empty() ? "?" : plan.end(), plan.pairs(), plan.block_days(),
    n > 0 ? one.evidence(n - 1).log_e() : 0.0, one.result().verdict());
}

std::string story_of(const Experiment& one) {
  auto text = line_of(one) + "  " + one.reason() + "\n";
  if (!one.plan().commitment().empty())
    text += "  commitment " + one.plan().commitment() + "\n";
  if (!one.result().sentence().empty())
    text += "  " + one.result().sentence() + "\n";
  for (auto& day : one.days())
    text += fmt::format("  {} {:<3} {}{} {}\n", day.date(), day.arm(),
                        day.instruction(), day.washout() ? " (wash-out)" : "",
                        day.adherence());
  return text;
}

} // namespace

void show_experiments(invocation in) {
  hypotheses::ListExperiments question;
  auto person = word_or(in, 0, "me");
  question.set_status(word_or(in, 1, ""));
  ask_door<hypotheses::Experiments>(
    std::move(in), person, std::move(question), [](const auto& found) {
      std::string text;
      for (auto& one : found.experiments())
        text += line_of(one);
      return text.empty() ? std::string{"no experiments yet\n"} : text;
    });
}

void show_experiment(invocation in) {
  hypotheses::ReadExperiment question;
  question.set_id(in.words[0]);
  auto person = word_or(in, 1, "me");
  ask_door<Experiment>(std::move(in), person, std::move(question), story_of);
}

void show_packing(invocation in) {
  hypotheses::ReadExperiment question;
  question.set_id(in.words[0]);
  question.set_packing(true);
  auto person = word_or(in, 1, "me");
  ask_door<Experiment>(
    std::move(in), person, std::move(question), [](const Experiment& one) {
      std::string text;
      for (int i = 0; i < one.days_size(); ++i)
        text += fmt::format("packet {:>3}: {}\n", i + 1,
                            one.days(i).instruction());
      return text.empty() ? std::string{"it was not accepted yet\n"} : text;
    });
}

void show_why(invocation in) {
  knowledge::AskGraph question;
  auto named = [&](size_t at) {
    return in.words[at] == "*" ? std::string{} : in.words[at];
  };
  question.set_cause(named(0));
  question.set_effect(named(1));
  auto person = word_or(in, 2, "me");
  ask_door<knowledge::Graph>(
    std::move(in), person, std::move(question), [](const auto& found) {
      std::string text;
      for (auto& path : found.paths())
        text += fmt::format("{:<10} size {:+.2f} lag {} d confidence {:.2f}  "
                            "{}\n",
                            path.grade(), path.size(), path.lag_days(),
                            path.confidence(), path.sentence());
      return text.empty() ? std::string{"no path is known\n"} : text;
    });
}

} // namespace auren::node

#include "actors/deadline.hpp"
#include "actors/knowledge/sharing.hpp"
#include "actors/node/command_table.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

namespace {

using namespace std::chrono_literals;

/// Everyone who consents is asked; the console itself waits no longer.
constexpr auto release_patience = 30s;

Context for_person(const std::string& person) {
  Context who;
  who.set_tenant("home");
  who.set_person(person);
  who.set_subject("operator");
  return who;
}

/// Asks the keeper of consents and prints the reply.
template <class Reply, class Question, class Render>
void ask_sharing(invocation in, Question question, Render render,
                 caf::timespan patience = default_patience) {
  auto sharing
    = in.state->table->resolve<knowledge::sharing_actor>(path::sharing);
  if (!sharing)
    return in.fail(caf::make_error(errc::restarting));
  in.self->request(*sharing, patience, std::move(question))
    .then([in, render](
            const Reply& found) mutable { in.say(found, render(found)); },
          [in](const caf::error& why) mutable { in.fail(why); });
}

std::string consents_text(const knowledge::Consents& all) {
  std::string text;
  for (auto& one : all.consents())
    text += one.given() ? fmt::format("{}: given by {} on {}, for epsilon {} "
                                      "and delta {}\n",
                                      one.purpose(), one.by(), one.time(),
                                      one.epsilon(), one.delta())
            : one.time().empty()
              ? fmt::format("{}: not given\n", one.purpose())
              : fmt::format("{}: withdrawn by {} on {}\n", one.purpose(),
                            one.by(), one.time());
  return text;
}

std::string release_text(const knowledge::SharedRelease& one) {
  auto text = fmt::format("{} {}: {} effects, {} withheld\n", one.time(),
                          one.release_id(), one.effects_size(), one.withheld());
  for (auto& effect : one.effects())
    text += fmt::format("  {} -> {}, lag {} d: {:+.3f} SD per SD (noise "
                        "{:.3f}), about {:.0f} people\n",
                        effect.cause(), effect.effect(), effect.lag_days(),
                        effect.size(), effect.error(), effect.people());
  return text;
}

std::string shared_text(const knowledge::Shared& all) {
  if (!all.enabled())
    return "shared learning is off (knowledge.sharing)\n";
  auto& budget = all.budget();
  auto text = fmt::format(
    "epsilon {:.3f} of {} spent at delta {}, {} releases left; an effect "
    "needs about {:.0f} people\n",
    budget.epsilon_spent(), budget.epsilon(), budget.delta(),
    budget.releases_left(), all.enough_people());
  for (auto& one : all.releases())
    text += release_text(one);
  return text;
}

void settle_consent(invocation in, bool given) {
  knowledge::GiveConsent command;
  *command.mutable_context() = for_person(in.words[0]);
  command.set_purpose(knowledge::shared_learning);
  command.set_given(given);
  ask_sharing<knowledge::Consents>(std::move(in), std::move(command),
                                   consents_text);
}

} // namespace

void show_consents(invocation in) {
  knowledge::ListConsents question;
  *question.mutable_context()
    = for_person(in.words.empty() ? "me" : in.words[0]);
  ask_sharing<knowledge::Consents>(std::move(in), std::move(question),
                                   consents_text);
}

void give_consent(invocation in) {
  settle_consent(std::move(in), true);
}

void withdraw_consent(invocation in) {
  settle_consent(std::move(in), false);
}

void show_shared(invocation in) {
  knowledge::AskShared question;
  *question.mutable_context() = for_person({});
  ask_sharing<knowledge::Shared>(std::move(in), std::move(question),
                                 shared_text);
}

void release_shared(invocation in) {
  knowledge::ReleaseShared command;
  *command.mutable_context() = for_person({});
  ask_sharing<knowledge::ReleaseMade>(
    std::move(in), std::move(command),
    [](const knowledge::ReleaseMade& made) {
      return fmt::format("{} people consent, {} of them could not be asked\n",
                         made.consenting(), made.unanswered())
             + release_text(made.release());
    },
    release_patience);
}

} // namespace auren::node

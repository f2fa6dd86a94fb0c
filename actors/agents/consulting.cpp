#include "actors/agents/asking.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"

namespace auren::agents {

namespace {

using shared = std::shared_ptr<collaboration>;

/// Kept back from the deadline, so that what came can still be composed,
/// written and delivered.
constexpr int64_t reserve_ms = 200;

Consult command_for(const collaboration& c, int64_t deadline_ms) {
  Consult command;
  *command.mutable_context() = c.asked.context();
  command.mutable_context()->set_deadline_ms(deadline_ms);
  command.set_question(c.asked.question());
  command.set_answer_id(c.answer.answer_id());
  *command.mutable_snapshot() = c.snapshot;
  if (c.chosen.mode == "sequential")
    for (auto& reply : c.replies)
      *command.add_before() = reply.contribution();
  return command;
}

/// How long one specialist may take: everything at once, or its share of what
/// is left when they take turns.
caf::timespan share(const collaboration& c) {
  auto left = c.deadline_ms - reserve_ms - time::now_ms();
  auto turns = c.chosen.mode == "sequential"
                 ? static_cast<int64_t>(c.chosen.agents.size() - c.next)
                 : 1;
  return std::chrono::milliseconds{
    std::max<int64_t>(left / std::max<int64_t>(turns, 1), 1)};
}

std::string in_words(const caf::error& why) {
  return code_of(why) == errc::deadline_exceeded ? "it took too long."
                                                 : "it failed.";
}

/// Asks one specialist and calls `then` when it answered or failed.
template <class Then>
void consult_one(orchestrator_pointer self, const shared& c, size_t which,
                 Then then) {
  auto& who = self->state.around.team[which];
  auto wait = share(*c);
  auto until
    = time::now_ms()
      + std::chrono::duration_cast<std::chrono::milliseconds>(wait).count();
  c->note("agent.started", who.about.name(), c->asked.question());
  self->request(who.actor, wait, command_for(*c, until))
    .then(
      [self, c, which, then](const Consulted& reply) {
        c->take(self->state.agents[which].name(), reply);
        then();
      },
      [self, c, which, then](const caf::error& why) {
        c->miss(self->state.agents[which], in_words(why));
        then();
      });
}

void concluded(orchestrator_pointer self, const shared& c) {
  c->conclude();
  finish(self, c);
}

void consult_next(orchestrator_pointer self, const shared& c) {
  if (c->next == c->chosen.agents.size())
    return concluded(self, c);
  auto which = c->chosen.agents[c->next];
  consult_one(self, c, which, [self, c] {
    ++c->next;
    append_steps(self, *c);
    consult_next(self, c);
  });
}

void consult_all(orchestrator_pointer self, const shared& c) {
  c->pending = c->chosen.agents.size();
  for (auto which : c->chosen.agents)
    consult_one(self, c, which, [self, c] {
      if (--c->pending == 0)
        return concluded(self, c);
      append_steps(self, *c);
    });
}

} // namespace

void consult(orchestrator_pointer self,
             const std::shared_ptr<collaboration>& c) {
  c->chosen = plan_for(c->asked, c->understood, c->known, self->state.agents);
  c->answer.set_mode(c->chosen.mode);
  c->note("collaboration.started", "orchestrator",
          "Asks in mode " + c->chosen.mode + ".");
  if (c->chosen.agents.empty() || c->chosen.mode == "sequential")
    consult_next(self, c);
  else
    consult_all(self, c);
  append_steps(self, *c);
}

} // namespace auren::agents

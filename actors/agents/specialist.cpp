#include "actors/agents/specialist.hpp"

#include "actors/agents/critic.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"

namespace auren::agents {

namespace {

void add_step(Consulted& reply, const std::string& agent, const char* type,
              const std::string& text) {
  auto* step = reply.add_steps();
  step->set_type(type);
  step->mutable_acted()->set_agent(agent);
  step->mutable_acted()->set_text(text);
}

} // namespace

caf::result<Consulted> specialist_state::consult(const Consult& command) const {
  auto deadline = command.context().deadline_ms();
  if (deadline > 0 && deadline < time::now_ms())
    return caf::make_error(errc::deadline_exceeded);
  auto known = facts_of(command.snapshot());
  auto asked = understood(command.question(), *words, known.metrics);
  std::vector<Contribution> before{command.before().begin(),
                                   command.before().end()};
  auto reply = thinks->consider({who, asked, known, before});
  reply.mutable_contribution()->set_agent(who.about.name());
  for (auto& why : review(reply, known))
    add_step(reply, who.about.name(), "agent.thought", why);
  for (auto& claim : reply.contribution().claims()) {
    add_step(reply, who.about.name(), "agent.claimed", claim.text());
    auto* acted = reply.mutable_steps()->rbegin()->mutable_acted();
    *acted->mutable_evidence() = claim.evidence();
  }
  for (auto& step : *reply.mutable_steps())
    step.mutable_acted()->set_answer_id(command.answer_id());
  return reply;
}

specialist_actor::behavior_type
specialist(specialist_actor::stateful_pointer<specialist_state> self,
           persona who, std::shared_ptr<const reasoner> thinks) {
  supervision::guard(self);
  self->state.who = std::move(who);
  self->state.thinks = std::move(thinks);
  self->state.words = &cast::built_in();
  return {
    [self](const Consult& command) { return self->state.consult(command); },
  };
}

} // namespace auren::agents

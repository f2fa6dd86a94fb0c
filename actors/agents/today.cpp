#include "actors/agents/today.hpp"

#include "actors/agents/asking.hpp"
#include "actors/agents/day.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"

#include <caf/typed_response_promise.hpp>

namespace auren::dashboard {

namespace {

using self_pointer = today_actor::stateful_pointer<today_state>;

/// Both readings of one screen, while they are under way.
struct screen {
  memory::Metrics metrics;
  hypotheses::Hypotheses tested;
  caf::error failed;
  int pending = 2;
  caf::typed_response_promise<Today> promise;

  void done() {
    if (--pending > 0)
      return;
    if (failed)
      promise.deliver(failed);
    else
      promise.deliver(day_of(metrics, tested, time::now_ms(),
                             agents::cast::built_in(),
                             agents::red_flags::built_in()));
  }
};

template <class Question>
Question asked(const today_state& state, const AskToday& question) {
  Question q;
  *q.mutable_context() = question.context();
  q.mutable_context()->set_tenant(state.config.tenant);
  q.mutable_context()->set_person(state.config.person);
  return q;
}

caf::result<Today> compose(self_pointer self, const AskToday& question) {
  auto& state = self->state;
  auto deadline = question.context().deadline_ms();
  if (deadline > 0 && deadline <= time::now_ms())
    return caf::make_error(errc::deadline_exceeded);
  auto wait = agents::time_left(deadline, state.config.patience);
  auto s = std::make_shared<screen>();
  s->promise = self->make_response_promise<Today>();
  self->request(state.memory, wait, asked<memory::ListMetrics>(state, question))
    .then(
      [s](const memory::Metrics& found) {
        s->metrics = found;
        s->done();
      },
      [s](const caf::error& why) {
        s->failed = why;
        s->done();
      });
  // Ask for an answer a little earlier: the screen comes without the tests.
  self
    ->request(state.hypotheses, wait * 3 / 4,
              asked<hypotheses::ListHypotheses>(state, question))
    .then(
      [s](const hypotheses::Hypotheses& found) {
        s->tested = found;
        s->done();
      },
      [s](const caf::error&) { s->done(); });
  return s->promise;
}

} // namespace

today_actor::behavior_type
today(today_actor::stateful_pointer<today_state> self, today_config config,
      metrics_source memory, agents::hypotheses_source hypotheses) {
  supervision::guard(self);
  self->state.config = std::move(config);
  self->state.memory = std::move(memory);
  self->state.hypotheses = std::move(hypotheses);
  return {
    [self](const AskToday& question) { return compose(self, question); },
  };
}

} // namespace auren::dashboard

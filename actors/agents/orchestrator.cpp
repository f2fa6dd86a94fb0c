#include "actors/agents/orchestrator.hpp"

#include "actors/agents/asking.hpp"
#include "actors/agents/trace.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/errc.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <algorithm>

namespace auren::agents {

namespace {

using rated_promise = caf::typed_response_promise<FeedbackGiven>;

Context own_context(const orchestrator_state& state, Context context) {
  context.set_tenant(state.config.tenant);
  context.set_person(state.config.person);
  return context;
}

/// A search of the record for one answer.
struct search_order {
  Context context;
  std::string answer_id;
  std::function<void(const Answer&)> found;
  std::function<void(const caf::error&)> failed;
};

/// Searches page by page, oldest first.
void search(orchestrator_pointer self, const search_order& order,
            uint64_t after) {
  auto& state = self->state;
  events::ReadLog page;
  *page.mutable_context() = order.context;
  page.set_after(after);
  page.set_stream(agents_stream(state.config.person));
  page.set_type("answer.given");
  page.set_limit(200);
  auto wait = time_left(order.context.deadline_ms(), state.config.patience);
  self->request(state.around.reader, wait, std::move(page))
    .then(
      [=](const events::Events& events) {
        uint64_t last = after;
        for (auto& event : events.events()) {
          last = std::max(last, event.position());
          AnswerGiven fact;
          if (fact.ParseFromString(event.payload())
              && fact.answer().answer_id() == order.answer_id)
            return order.found(fact.answer());
        }
        if (last == after)
          return order.failed(caf::make_error(errc::not_found));
        search(self, order, last);
      },
      [order](const caf::error& why) { order.failed(why); });
}

caf::result<Answer>
read(orchestrator_pointer self, const ReadAnswer& question) {
  if (auto* known = self->state.find(question.answer_id()))
    return *known;
  auto promise = self->make_response_promise<Answer>();
  search_order order;
  order.context = own_context(self->state, question.context());
  order.answer_id = question.answer_id();
  order.found = [self, promise](const Answer& answer) mutable {
    self->state.keep(answer);
    promise.deliver(answer);
  };
  order.failed
    = [promise](const caf::error& why) mutable { promise.deliver(why); };
  search(self, order, 0);
  return promise;
}

/// The same rating twice is one event; another rating is another.
void rate(orchestrator_pointer self, const Context& context,
          const GiveFeedback& given, rated_promise promise) {
  FeedbackGiven fact;
  fact.set_answer_id(given.answer_id());
  fact.set_helpful(given.helpful());
  fact.set_comment(given.comment());
  auto event = event_of(context, "answer.rated", fact);
  event.set_event_id(
    ids::derived("answer.rated" + fact.SerializeAsString(), 0));
  events::Append command;
  *command.mutable_context() = context;
  *command.add_events() = std::move(event);
  auto wait = time_left(context.deadline_ms(), self->state.config.writing);
  self->request(self->state.around.log, wait, std::move(command))
    .then([promise,
           fact](const events::Appended&) mutable { promise.deliver(fact); },
          [promise](const caf::error& why) mutable { promise.deliver(why); });
}

caf::result<FeedbackGiven>
feedback(orchestrator_pointer self, const GiveFeedback& given) {
  if (given.comment().size() > 4000)
    return caf::make_error(errc::too_large,
                           std::string{"A comment may have up to 4000 bytes."});
  auto promise = self->make_response_promise<FeedbackGiven>();
  auto context = own_context(self->state, given.context());
  auto rated = [=](const Answer&) { rate(self, context, given, promise); };
  if (auto* known = self->state.find(given.answer_id())) {
    rated(*known);
    return promise;
  }
  search(self,
         {context, given.answer_id(), rated,
          [promise](const caf::error& why) mutable { promise.deliver(why); }},
         0);
  return promise;
}

} // namespace

void orchestrator_state::keep(const Answer& answer) {
  answers.push_back(answer);
  if (answers.size() > config.kept)
    answers.pop_front();
}

const Answer* orchestrator_state::find(const std::string& answer_id) const {
  auto found = std::ranges::find(answers, answer_id, &Answer::answer_id);
  return found == answers.end() ? nullptr : &*found;
}

orchestrator_actor::behavior_type
orchestrator(orchestrator_actor::stateful_pointer<orchestrator_state> self,
             orchestrator_config config, surroundings around) {
  supervision::guard(self);
  auto& state = self->state;
  state.config = std::move(config);
  state.around = std::move(around);
  for (auto& colleague : state.around.team)
    state.agents.push_back(colleague.about);
  state.rules = &red_flags::built_in();
  state.words = &cast::built_in();
  return {
    [self](const AskAgents& asked) { return ask(self, asked); },
    [self](const ListAgents&) {
      Agents all;
      for (auto& agent : self->state.agents)
        *all.add_agents() = agent;
      return all;
    },
    [self](const ReadAnswer& question) { return read(self, question); },
    [self](const GiveFeedback& given) { return feedback(self, given); },
  };
}

} // namespace auren::agents

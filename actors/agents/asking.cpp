#include "actors/agents/asking.hpp"

#include "actors/agents/trace.hpp"
#include "messages/errc.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <algorithm>

namespace auren::agents {

namespace {

using shared = std::shared_ptr<collaboration>;

constexpr int32_t days_read = 150; // four weeks against four times as many

/// An answer that cannot wait is given without the specialists: nothing that
/// they say may take it back.
constexpr auto no_analysis
  = "This cannot wait for a look at your data, so none was taken.";

shared begin(orchestrator_pointer self, const AskAgents& asked) {
  auto c = std::make_shared<collaboration>();
  auto now = time::now_ms();
  auto& config = self->state.config;
  c->asked = asked;
  c->asked.mutable_context()->set_tenant(config.tenant);
  c->asked.mutable_context()->set_person(config.person);
  auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(
    time_left(asked.context().deadline_ms(), config.patience));
  c->deadline_ms = now + patience.count();
  c->answer.set_answer_id(ids::dashed(ids::uuid7()));
  c->answer.set_question(asked.question());
  c->answer.set_trace_id(asked.context().trace_id());
  c->answer.set_time(time::format(now));
  c->snapshot.set_taken_at(c->answer.time());
  c->promise = self->make_response_promise<Answer>();
  return c;
}

void note_safety(collaboration& c) {
  SafetyEscalated fact;
  fact.set_answer_id(c.answer.answer_id());
  *fact.mutable_safety() = c.answer.safety();
  c.steps.insert(c.steps.begin(),
                 event_of(c.asked.context(), "safety.escalated", fact));
}

/// Which notes are at hand for the answer; never what they say. Among the
/// memories' own events it counts as a use of each.
void note_recalled(collaboration& c) {
  memory::MemoryRecalled fact;
  for (auto& hit : c.known.memories.hits())
    fact.add_memory_id(hit.memory().memory_id());
  if (fact.memory_id().empty())
    return;
  fact.set_answer_id(c.answer.answer_id());
  auto& person = c.asked.context().person();
  c.steps.push_back(event_of(c.asked.context(), "memory.recalled", fact));
  c.steps.back().set_stream("person/" + person + "/memories");
}

/// The snapshot is whole, or as whole as it gets.
void snapshot_taken(orchestrator_pointer self, shared c) {
  auto& state = self->state;
  c->known = facts_of(c->snapshot);
  c->understood
    = understood(c->asked.question(), *state.words, c->known.metrics);
  note_recalled(*c);
  auto alarms = state.rules->check_vitals(c->known.metrics, time::now_ms());
  if (!alarms.empty()) {
    *c->answer.mutable_safety() = alarms.front();
    note_safety(*c);
  }
  consult(self, std::move(c));
}

/// Reads one part of the snapshot. What cannot be read is said missing.
template <class Source, class Question, class Done>
void read_part(orchestrator_pointer self, const shared& c, const Source& source,
               Question question, const char* what, Done done) {
  auto part_done = [self, c] {
    if (--c->pending == 0)
      snapshot_taken(self, c);
  };
  auto context = question.mutable_context();
  *context = c->asked.context();
  auto wait = time_left(c->deadline_ms, self->state.config.reading);
  context->set_deadline_ms(
    time::now_ms()
    + std::chrono::duration_cast<std::chrono::milliseconds>(wait).count());
  using reply = std::decay_t<typename Done::argument_type>;
  self->request(source, wait, std::move(question))
    .then(
      [done, part_done](const reply& found) {
        done(found);
        part_done();
      },
      [c, what, part_done](const caf::error& why) {
        c->snapshot.add_missing(std::string{what} + " could not be read: "
                                + to_string(code_of(why)) + ".");
        part_done();
      });
}

/// Keeps the bytes of a reply in a field of the snapshot.
template <class Reply>
struct keep_bytes {
  using argument_type = Reply;
  std::string* field;
  void operator()(const Reply& found) const {
    *field = found.SerializeAsString();
  }
};

/// Looks at the beginning and the end of what may be longer than a question
/// can be: so much is looked at, however much is sent.
Safety first_flag(const red_flags& rules, std::string_view text) {
  constexpr size_t most = 16'000; // 4000 characters, the longest ones
  auto safety = rules.check_text(text.substr(0, most));
  if (!safety.escalated() && text.size() > most)
    safety = rules.check_text(text.substr(std::max(most, text.size() - most)));
  return safety;
}

memory::ReadDays last_days() {
  auto today = time::local_day(time::now_ms(), 0);
  memory::ReadDays question;
  question.set_from(time::format_day(today - days_read));
  question.set_to(time::format_day(today + 1));
  return question;
}

void take_snapshot(orchestrator_pointer self, const shared& c) {
  auto& around = self->state.around;
  auto* into = &c->snapshot;
  memory::Recall recall;
  recall.set_query(c->asked.question());
  recall.set_limit(5);
  c->pending = 5;
  read_part(self, c, around.memory, memory::ListMetrics{}, "Your metrics",
            keep_bytes<memory::Metrics>{into->mutable_metrics()});
  read_part(self, c, around.knowledge, knowledge::ListKnowledge{},
            "What was found",
            keep_bytes<knowledge::Knowledge>{into->mutable_insights()});
  read_part(self, c, around.hypotheses, hypotheses::ListHypotheses{},
            "What is under test",
            keep_bytes<hypotheses::Hypotheses>{into->mutable_hypotheses()});
  read_part(self, c, around.memory, std::move(recall), "Your notes",
            keep_bytes<memory::Recalled>{into->mutable_memories()});
  read_part(self, c, around.memory, last_days(), "The last weeks",
            keep_bytes<memory::Days>{into->mutable_days()});
  c->note("agent.tool_used", "orchestrator",
          "Read metrics, findings, tests, notes and the last weeks, once for "
          "everyone.");
}

void deliver(orchestrator_pointer self, collaboration& c) {
  --self->state.open;
  self->state.keep(c.answer);
  c.promise.deliver(c.answer);
}

events::Append batch(collaboration& c) {
  events::Append command;
  *command.mutable_context() = c.asked.context();
  for (auto& event : c.steps)
    *command.add_events() = std::move(event);
  c.steps.clear();
  return command;
}

} // namespace

caf::timespan time_left(int64_t deadline_ms, caf::timespan most) {
  if (deadline_ms == 0)
    return most;
  caf::timespan left = std::chrono::milliseconds{
    std::max<int64_t>(deadline_ms - time::now_ms(), 1)};
  return std::min(left, most);
}

void append_steps(orchestrator_pointer self, collaboration& c) {
  if (c.steps.empty())
    return;
  auto& state = self->state;
  // A lost thought is no reason to withhold an answer.
  self->request(state.around.log, state.config.writing, batch(c))
    .then([](const events::Appended&) {}, [](const caf::error&) {});
}

void finish(orchestrator_pointer self, const shared& c) {
  AnswerGiven fact;
  *fact.mutable_answer() = c->answer;
  c->steps.push_back(event_of(c->asked.context(), "answer.given", fact));
  auto& state = self->state;
  self->request(state.around.log, state.config.writing, batch(*c))
    .then([self, c](const events::Appended&) { deliver(self, *c); },
          [self, c](const caf::error& why) {
            if (c->answer.safety().escalated())
              return deliver(self, *c);
            --self->state.open;
            c->promise.deliver(why);
          });
}

caf::result<Answer> ask(orchestrator_pointer self, const AskAgents& asked) {
  auto& state = self->state;
  auto safety = first_flag(*state.rules, asked.question());
  // Whoever cannot wait is not turned away for how they ask.
  if (auto why = refusal(asked, state.agents); why && !safety.escalated())
    return why;
  auto deadline = asked.context().deadline_ms();
  if (!safety.escalated() && deadline > 0 && deadline <= time::now_ms())
    return caf::make_error(errc::deadline_exceeded);
  if (!safety.escalated() && state.open >= state.config.open)
    return caf::make_error(errc::overloaded);
  ++state.open;
  auto c = begin(self, asked);
  if (!safety.escalated()) {
    take_snapshot(self, c);
    return c->promise;
  }
  *c->answer.mutable_safety() = safety;
  c->answer.set_mode("escalated");
  c->answer.set_certainty("decided by rule");
  c->answer.set_answer(safety.advice() + "\n" + no_analysis);
  note_safety(*c);
  finish(self, c);
  return c->promise;
}

} // namespace auren::agents

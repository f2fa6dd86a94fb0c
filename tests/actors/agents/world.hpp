#pragma once

#include "actors/agents/orchestrator.hpp"
#include "actors/agents/specialist.hpp"
#include "tests/actors/agents/support.hpp"
#include "tests/support/deterministic.hpp"

#include <set>

/// Small stages behind the interfaces that the agents read from.
namespace auren::test {

/// What the fake stages hold, and which of them fail or never answer.
struct stage {
  agents::facts known = someone();
  std::vector<events::Event> log;
  int readings = 0;
  std::set<std::string> silent;  ///< "metrics", "days", …
  std::set<std::string> failing; ///< also "append"
  std::vector<caf::response_promise> kept;
};

template <class Reply, class Self>
caf::result<Reply>
told(Self self, stage* s, const char* what, const Reply& reply) {
  ++s->readings;
  if (s->failing.contains(what))
    return caf::make_error(errc::storage_unavailable);
  if (!s->silent.contains(what))
    return reply;
  auto promise = self->template make_response_promise<Reply>();
  s->kept.push_back(promise);
  return promise;
}

inline agents::memory_source::behavior_type
fake_memory(agents::memory_source::pointer self, stage* s) {
  return {
    [=](const memory::ListMetrics&) {
      return told(self, s, "metrics", s->known.metrics);
    },
    [=](const memory::Recall&) {
      return told(self, s, "memories", s->known.memories);
    },
    [=](const memory::ReadDays&) {
      return told(self, s, "days", s->known.days);
    },
  };
}

inline agents::knowledge_source::behavior_type
fake_knowledge(agents::knowledge_source::pointer self, stage* s) {
  return {[=](const knowledge::ListKnowledge&) {
    return told(self, s, "insights", s->known.insights);
  }};
}

inline agents::hypotheses_source::behavior_type
fake_hypotheses(agents::hypotheses_source::pointer self, stage* s) {
  return {[=](const hypotheses::ListHypotheses&) {
    return told(self, s, "hypotheses", s->known.hypotheses);
  }};
}

inline events::event_log_actor::behavior_type
fake_log(events::event_log_actor::pointer, stage* s) {
  return {
    [=](const events::Append& command) -> caf::result<events::Appended> {
      if (s->failing.contains("append"))
        return caf::make_error(errc::storage_unavailable);
      events::Appended reply;
      for (auto event : command.events()) {
        event.set_position(s->log.size() + 1);
        s->log.push_back(event);
        reply.set_position(event.position());
      }
      return reply;
    },
    [](const events::SaveSnapshot&) { return events::SnapshotSaved{}; },
    [](const events::Head&) { return events::Committed{}; },
  };
}

inline events::reader_actor::behavior_type
fake_reader(events::reader_actor::pointer, stage* s) {
  return {
    [=](const events::ReadLog& q) {
      events::Events page;
      for (auto& event : s->log)
        if (event.position() > q.after() && event.stream() == q.stream()
            && event.type() == q.type() && page.events_size() < 2)
          *page.add_events() = event;
      return page;
    },
    [](const events::ReadStream&) { return events::Events{}; },
    [](const events::LoadSnapshot&) -> caf::result<events::Snapshot> {
      return caf::make_error(errc::not_found);
    },
  };
}

/// A specialist that does what the test says.
using script = std::function<caf::result<agents::Consulted>(
  agents::specialist_actor::pointer, const agents::Consult&)>;

inline agents::specialist_actor::behavior_type
scripted(agents::specialist_actor::pointer self, script play) {
  return {[=](const agents::Consult& command) { return play(self, command); }};
}

/// An orchestrator with its stages and the built-in specialists.
struct agents_world : deterministic {
  stage s;
  agents::surroundings around{
    system.spawn(fake_memory, &s),     system.spawn(fake_knowledge, &s),
    system.spawn(fake_hypotheses, &s), system.spawn(fake_reader, &s),
    system.spawn(fake_log, &s),        {}};
  agents::orchestrator_actor actor;

  void join(const std::string& name, script play = {}) {
    auto* who = agents::cast::built_in().find(name);
    agents::specialist_actor colleague;
    if (play)
      colleague = system.spawn(scripted, std::move(play));
    else
      colleague
        = system.spawn(agents::specialist, *who,
                       std::make_shared<const agents::local_reasoner>());
    around.team.push_back({who->about, colleague});
  }

  void start(agents::orchestrator_config options = {"home", "me"}) {
    actor = system.spawn(agents::orchestrator, options, around);
    settle();
  }

  void stop() {
    self->send_exit(actor, caf::exit_reason::user_shutdown);
    actor = nullptr;
    settle();
  }

  agents::AskAgents
  asked(const std::string& question, const std::string& mode = {}) {
    agents::AskAgents q;
    q.mutable_context()->set_person("me");
    q.mutable_context()->set_trace_id("0123456789abcdef0123456789abcdef");
    q.set_question(question);
    q.set_mode(mode);
    return q;
  }

  agents::Answer
  answer(const std::string& question, const std::string& mode = {}) {
    auto reply = ask<agents::Answer>(actor, asked(question, mode));
    REQUIRE_MESSAGE(reply, render(reply.error()));
    settle();
    return *reply;
  }

  size_t logged(const std::string& type) const {
    return static_cast<size_t>(
      std::ranges::count(s.log, type, &events::Event::type));
  }

  ~agents_world() {
    if (actor)
      stop();
    s.kept.clear();
  }
};

} // namespace auren::test

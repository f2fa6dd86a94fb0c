#include "actors/people/door.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::people {

using namespace std::chrono_literals;

namespace {

void escape(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  for (unsigned char c : text) {
    if (std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.') {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += digits[c >> 4];
      out += digits[c & 15];
    }
  }
}

} // namespace

std::string branch_name(const Context& context) {
  std::string out;
  escape(out, context.tenant());
  out += '~';
  escape(out, context.person());
  return out;
}

template <class Handle, class Message>
auto door_state::hand(const char* role, Message& message) {
  using replies = caf::response_type_t<typename Handle::signatures, Message>;
  using reply = caf::detail::tl_head_t<replies>;
  auto branch = branch_name(message.context());
  auto answer = self->template make_response_promise<reply>();
  if (options.erased.contains(branch)) {
    answer.deliver(caf::make_error(errc::erased));
    return answer;
  }
  auto& one = touch(message.context(), branch);
  if (message.context().person().empty()) {
    answer.deliver(
      caf::make_error(errc::invalid_message,
                      std::string{"nobody is named whom this is about"}));
    return answer;
  }
  auto go = [this, path = options.path + '/' + branch + '/' + role, answer,
             message = std::move(message)](const caf::error& why) mutable {
    auto target = options.table->find(path);
    if (why || !target)
      answer.deliver(why ? why : caf::make_error(errc::restarting));
    else
      answer.delegate(caf::actor_cast<Handle>(target), std::move(message));
  };
  if (!one.leaving && awake(branch))
    go(caf::none);
  else
    wait(one, branch, std::move(go));
  return answer;
}

door_state::entry&
door_state::touch(const Context& context, const std::string& branch) {
  auto& one = entries_[branch];
  one.used = self->clock().now();
  if (one.who.person().empty()) {
    one.who.set_tenant(context.tenant());
    one.who.set_person(context.person());
    one.who.set_subject("node");
  }
  return one;
}

bool door_state::awake(const std::string& branch) const {
  auto found = entries_.find(branch);
  return !found->second.waking
         && options.table->find(options.path + '/' + branch) != nullptr;
}

void door_state::wait(entry& one, const std::string& branch,
                      continuation then) {
  if (one.waiting.size() >= waiting_limit)
    return then(caf::make_error(errc::overloaded));
  one.waiting.push_back(std::move(then));
  if (!one.leaving)
    wake(branch);
}

void door_state::wake(const std::string& branch) {
  auto& one = entries_[branch];
  if (std::exchange(one.waking, true))
    return;
  self
    ->request(options.supervisor, 30s,
              supervision::add_child{options.branch(one.who)})
    .then([this, branch](const caf::actor&) { woken(branch, caf::none); },
          [this, branch](const caf::error& why) { woken(branch, why); });
}

void door_state::woken(const std::string& branch, const caf::error& why) {
  auto& one = entries_[branch];
  one.waking = false;
  auto waiting = std::move(one.waiting);
  one.waiting.clear();
  for (auto& go : waiting)
    go(why);
  if (!one.ended.empty())
    put_to_sleep(branch);
}

// Nobody else will: a promise that is dropped leaves who asked waiting until
// the request's own end.
void door_state::close() {
  for (auto& [branch, one] : entries_)
    for (auto& go : std::exchange(one.waiting, {}))
      go(caf::make_error(errc::restarting));
}

void door_state::rest() {
  auto now = self->clock().now();
  for (auto& [branch, one] : entries_)
    if (!one.waking && !one.leaving && now - one.used > options.idle)
      put_to_sleep(branch);
}

void door_state::put_to_sleep(const std::string& branch) {
  entries_[branch].leaving = true;
  auto gone = [this, branch] {
    auto& one = entries_[branch];
    one.leaving = false;
    for (auto& tell : std::exchange(one.ended, {}))
      tell();
    if (one.waiting.empty())
      entries_.erase(branch);
    else
      wake(branch); // somebody asked meanwhile
  };
  supervision::RemoveActor command;
  command.set_path(options.path + '/' + branch);
  self->request(options.supervisor, 60s, std::move(command))
    .then([gone](const supervision::ActorStopped&) { gone(); },
          [gone](const caf::error&) { gone(); });
}

void door_state::lay_down(const Context& who, std::function<void()> then) {
  auto branch = branch_name(who);
  auto found = entries_.find(branch);
  if (found == entries_.end()
      && !options.table->find(options.path + '/' + branch))
    return then();
  auto& one = touch(who, branch);
  one.ended.push_back(std::move(then));
  if (!one.waking && !one.leaving)
    put_to_sleep(branch);
}

caf::typed_response_promise<Erased> door_state::erase(const Context& who) {
  auto answer = self->make_response_promise<Erased>();
  auto branch = branch_name(who);
  options.erased.insert(branch);
  Erased reply;
  auto& counts = *reply.mutable_counts();
  auto found = entries_.find(branch);
  counts["people awake"] = found == entries_.end() ? 0 : 1;
  if (found != entries_.end()) {
    auto waiting = std::exchange(found->second.waiting, {});
    counts["requests refused"] = waiting.size();
    for (auto& go : waiting)
      go(caf::make_error(errc::erased));
  }
  lay_down(who,
           [answer, reply]() mutable { answer.deliver(std::move(reply)); });
  return answer;
}

node::People door_state::list() const {
  node::People result;
  auto now = self->clock().now();
  for (auto& [branch, one] : entries_) {
    auto& person = *result.add_people();
    person.set_tenant(one.who.tenant());
    person.set_id(one.who.person());
    person.set_active(!one.leaving);
    person.set_idle_s(std::chrono::duration<double>(now - one.used).count());
  }
  return result;
}

door_actor::behavior_type
door(door_actor::stateful_pointer<door_state> self, door_options options) {
  supervision::guard(self);
  auto& s = self->state;
  s.options = std::move(options);
  self->set_exit_handler([self](caf::exit_msg& message) {
    self->state.close();
    self->quit(std::move(message.reason));
  });
  self->delayed_send(self, s.options.idle / 4, caf::tick_atom_v);
  using namespace memory;
  using agents::orchestrator_actor;
  using dashboard::today_actor;
  using hypotheses::experiments_actor;
  using hypotheses::hypotheses_actor;
  using ingest::recorder_actor;
  using knowledge::knowledge_actor;
  using streams::alerts_actor;
  return {
    [&s](StoreMemory& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ReadMemory& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ReviseMemory& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ForgetMemory& m) { return s.hand<memory_actor>("memory", m); },
    [&s](Recall& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ListMemoryTrails& m) { return s.hand<memory_actor>("memory", m); },
    [&s](Warm& m) { return s.hand<memory_actor>("memory", m); },
    [&s](AskLatest& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ListMetrics& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ReadRange& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ReadDays& m) { return s.hand<memory_actor>("memory", m); },
    [&s](AskMemoryStats& m) { return s.hand<memory_actor>("memory", m); },
    [&s](ingest::ListDoubts& m) {
      return s.hand<memory::working_memory_actor>("working_memory", m);
    },
    [&s](ingest::SettleDoubt& m) {
      return s.hand<recorder_actor>("recorder", m);
    },
    [&s](ingest::RecordSamples& m) {
      return s.hand<recorder_actor>("recorder", m);
    },
    [&s](ingest::RecordEntry& m) {
      return s.hand<recorder_actor>("recorder", m);
    },
    [&s](hypotheses::ProposeHypothesis& m) {
      return s.hand<hypotheses_actor>("hypotheses", m);
    },
    [&s](hypotheses::ListHypotheses& m) {
      return s.hand<hypotheses_actor>("hypotheses", m);
    },
    [&s](hypotheses::ReadHypothesis& m) {
      return s.hand<hypotheses_actor>("hypotheses", m);
    },
    [&s](hypotheses::RetireHypothesis& m) {
      return s.hand<hypotheses_actor>("hypotheses", m);
    },
    [&s](hypotheses::Advance& m) {
      return s.hand<hypotheses_actor>("hypotheses", m);
    },
    [&s](hypotheses::ProposeExperiment& m) {
      return s.hand<experiments_actor>("experiments", m);
    },
    [&s](hypotheses::DecideExperiment& m) {
      return s.hand<experiments_actor>("experiments", m);
    },
    [&s](hypotheses::ReportExperimentDay& m) {
      return s.hand<experiments_actor>("experiments", m);
    },
    [&s](hypotheses::ListExperiments& m) {
      return s.hand<experiments_actor>("experiments", m);
    },
    [&s](hypotheses::ReadExperiment& m) {
      return s.hand<experiments_actor>("experiments", m);
    },
    [&s](agents::AskAgents& m) {
      return s.hand<orchestrator_actor>("orchestrator", m);
    },
    [&s](agents::ListAgents& m) {
      return s.hand<orchestrator_actor>("orchestrator", m);
    },
    [&s](agents::ReadAnswer& m) {
      return s.hand<orchestrator_actor>("orchestrator", m);
    },
    [&s](agents::GiveFeedback& m) {
      return s.hand<orchestrator_actor>("orchestrator", m);
    },
    [&s](dashboard::AskToday& m) { return s.hand<today_actor>("today", m); },
    [&s](streams::Detect& m) { return s.hand<alerts_actor>("alerts", m); },
    [&s](streams::ListAlerts& m) { return s.hand<alerts_actor>("alerts", m); },
    [&s](streams::AskForecast& m) { return s.hand<alerts_actor>("alerts", m); },
    [&s](knowledge::ListKnowledge& m) {
      return s.hand<knowledge_actor>("knowledge", m);
    },
    [&s](knowledge::AskGraph& m) {
      return s.hand<knowledge_actor>("knowledge", m);
    },
    [&s, self](caf::tick_atom) {
      s.rest();
      self->delayed_send(self, s.options.idle / 4, caf::tick_atom_v);
    },
    [&s](const node::ListPeople&) { return s.list(); },
    [&s, self](const Rest& command) {
      auto answer = self->make_response_promise<Rested>();
      s.lay_down(command.context(),
                 [answer]() mutable { answer.deliver(Rested{}); });
      return answer;
    },
    [&s](const Erase& command) { return s.erase(command.context()); },
  };
}

} // namespace auren::people

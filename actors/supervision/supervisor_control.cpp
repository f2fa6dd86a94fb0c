#include "actors/supervision/guard.hpp"
#include "actors/supervision/supervisor_state.hpp"

#include <caf/all.hpp>

// How a supervisor is asked and told, and what it tells.

namespace auren::supervision {

/// An answer to AskTree that waits for branches.
struct gathering {
  ActorInfo info;
  size_t open = 0;
  caf::typed_response_promise<ActorInfo> promise;

  void close_one() {
    if (--open == 0)
      promise.deliver(std::move(info));
  }
};

namespace {

/// The first name of a path below a supervisor, and what follows it.
struct place {
  std::string child;
  std::string rest;
};

place locate(const std::string& own, std::string asked) {
  if (asked == own)
    return {};
  if (asked.starts_with(own + "/"))
    asked.erase(0, own.size() + 1);
  auto slash = asked.find('/');
  if (slash == std::string::npos)
    return {asked, {}};
  return {asked.substr(0, slash), asked.substr(slash + 1)};
}

caf::error no_such(const std::string& path) {
  return caf::make_error(errc::not_found, path);
}

ActorInfo
info_of(const slot& child, const supervised& actors, const std::string& above) {
  ActorInfo result;
  result.set_path(above + "/" + child.name);
  result.set_name(child.name);
  result.set_kind(actors.spec.branch ? "supervisor" : "worker");
  if (actors.spec.branch)
    result.set_strategy(to_string(actors.spec.branch->how));
  result.set_state(to_string(child.where));
  result.set_restarts(
    static_cast<uint32_t>(child.starts > 0 ? child.starts - 1 : 0));
  result.set_actor_id(actors.ref ? actors.ref.id() : 0);
  return result;
}

void put(gathering& whole, int index, ActorInfo& part) {
  whole.info.mutable_children(index)->mutable_children()->Swap(
    part.mutable_children());
}

} // namespace

// -- questions ----------------------------------------------------------------

template <class Reply, class Message>
caf::result<Reply>
supervisor_state::hand_down(const std::string& child_name, Message message,
                            const std::string& rest) {
  auto found = children.find(child_name);
  if (found == children.end() || !found->second.spec.branch)
    return no_such(message.path());
  if (!found->second.ref)
    return caf::make_error(errc::restarting);
  message.set_path(path_of(child_name) + "/" + rest);
  return self->delegate(caf::actor_cast<supervisor_actor>(found->second.ref),
                        std::move(message));
}

caf::result<caf::actor> supervisor_state::find(const FindActor& question) {
  auto [child, rest] = locate(path, question.path());
  if (child.empty())
    return caf::actor{self};
  if (!rest.empty())
    return hand_down<caf::actor>(child, question, rest);
  auto found = children.find(child);
  if (found == children.end())
    return no_such(question.path());
  return found->second.route;
}

caf::result<ActorInfo> supervisor_state::describe(const AskTree& question) {
  auto all = std::make_shared<gathering>();
  all->promise = self->make_response_promise<ActorInfo>();
  all->info = describe_self();
  all->open = 1;
  auto within = question.within_ms() == 0 ? 1000 : question.within_ms();
  for (auto& child : line.slots()) {
    auto& actors = children.at(child.name);
    *all->info.add_children() = info_of(child, actors, path);
    if (actors.spec.branch && actors.ref)
      ask_branch(actors.ref, within, all);
  }
  all->close_one();
  return all->promise;
}

void supervisor_state::ask_branch(const caf::actor& branch, uint32_t within,
                                  const std::shared_ptr<gathering>& all) {
  auto index = all->info.children_size() - 1;
  AskTree deeper;
  deeper.set_within_ms(std::max(within * 3 / 4, 1u));
  ++all->open;
  self
    ->request(caf::actor_cast<supervisor_actor>(branch), milliseconds{within},
              std::move(deeper))
    .then(
      [all, index](ActorInfo& part) {
        put(*all, index, part);
        all->close_one();
      },
      [all](caf::error&) { all->close_one(); });
}

ActorInfo supervisor_state::describe_self() const {
  ActorInfo result;
  result.set_path(path);
  result.set_name(path.substr(path.rfind('/') + 1));
  result.set_kind("supervisor");
  result.set_strategy(to_string(line.rules().how));
  result.set_state(to_string(line.closing() ? phase::stopping
                             : announced    ? phase::running
                                            : phase::starting));
  result.set_actor_id(self->id());
  return result;
}

// -- commands -----------------------------------------------------------------

caf::result<ActorRestarting>
supervisor_state::restart(const RestartActor& command) {
  auto [child, rest] = locate(path, command.path());
  if (child.empty())
    return caf::make_error(errc::refused, "the root is not restarted");
  if (!rest.empty())
    return hand_down<ActorRestarting>(child, command, rest);
  auto found = children.find(child);
  if (found == children.end())
    return no_such(command.path());
  if (command.kill() && !found->second.ref)
    return caf::make_error(errc::restarting);
  if (command.kill())
    self->send_exit(found->second.ref, caf::exit_reason::kill);
  else
    line.restart_now(child, now());
  step();
  ActorRestarting result;
  result.set_path(path_of(child));
  return result;
}

caf::result<caf::actor> supervisor_state::add(const add_child& command) {
  if (line.closing())
    return caf::make_error(errc::draining);
  if (auto error = validate(command.spec))
    return error;
  auto& child = command.spec.name;
  if (!adopt(command.spec, true))
    return caf::make_error(errc::refused, "the name is taken");
  auto promise = self->make_response_promise<caf::actor>();
  children.at(child).added.push_back(promise);
  step();
  return promise;
}

caf::result<ActorStopped> supervisor_state::remove(const RemoveActor& command) {
  auto [child, rest] = locate(path, command.path());
  if (child.empty())
    return caf::make_error(errc::refused, "the root is not removed");
  if (!rest.empty())
    return hand_down<ActorStopped>(child, command, rest);
  auto found = children.find(child);
  if (found == children.end())
    return no_such(command.path());
  auto promise = self->make_response_promise<ActorStopped>();
  found->second.removed.push_back(promise);
  line.remove(child);
  step();
  return promise;
}

// -- reports ------------------------------------------------------------------

void supervisor_state::report_end(const std::string& child_name,
                                  verdict meaning) {
  auto& child = children.at(child_name);
  auto in_order = meaning == verdict::asked || meaning == verdict::done;
  if (in_order && (is_clean(child.last) || child.last == errc::restarting))
    return;
  auto due = line.find(child_name)->due;
  auto delay = meaning == verdict::failed && due
                 ? std::chrono::duration_cast<milliseconds>(*due - now())
                 : milliseconds::zero();
  report(path_of(child_name), child.last, "actor.failed", delay);
  if (meaning != verdict::too_many)
    return;
  report(path, why, "actor.failed", {}, true);
}

void supervisor_state::report(std::string where, const caf::error& reason,
                              const char* fact, milliseconds delay,
                              bool escalated) {
  ActorReport result;
  result.set_path(std::move(where));
  result.set_reason(reason_of(reason));
  result.set_restarts(static_cast<uint32_t>(line.restarts(now())));
  result.set_escalated(escalated);
  result.set_fact(fact);
  result.set_delay_ms(static_cast<uint32_t>(delay.count()));
  emit(*tree, result);
}

std::string supervisor_state::path_of(const std::string& child_name) const {
  return path + "/" + child_name;
}

time_point supervisor_state::now() const {
  return self->clock().now();
}

} // namespace auren::supervision

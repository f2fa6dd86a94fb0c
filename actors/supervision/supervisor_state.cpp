#include "actors/supervision/supervisor_state.hpp"

#include "actors/supervision/guard.hpp"
#include "actors/supervision/router.hpp"

#include <caf/all.hpp>

#include <utility>

namespace auren::supervision {

namespace {

/// FNV-1a: supervisors of one tree must not back off in step.
uint64_t hash_of(const std::string& text) {
  uint64_t result = 14695981039346656037u;
  for (unsigned char letter : text)
    result = (result ^ letter) * 1099511628211u;
  return result;
}

} // namespace

supervisor_state::supervisor_state(caf::event_based_actor* owner)
  : self(owner) {
  // nop
}

supervisor_state::~supervisor_state() {
  for (auto& [child_name, child] : children) {
    if (child.ref)
      caf::anon_send_exit(child.ref, caf::exit_reason::kill);
    release(child_name, child);
  }
}

// -- what happens -------------------------------------------------------------

void supervisor_state::open(const supervisor_spec& spec,
                            const child_context& own) {
  path = own.path;
  tree = own.tree;
  report_ready = own.ready;
  random.seed(tree->seed ^ hash_of(path));
  line = lineup{{spec.how, spec.max_restarts, spec.window, spec.delays}};
  for (auto& child : spec.children)
    adopt(child, false);
  step();
}

bool supervisor_state::adopt(const child_spec& spec, bool added) {
  slot place;
  place.name = spec.name;
  place.kind = spec.when;
  place.reports_ready = spec.reports_ready;
  place.start_within = spec.start_within;
  place.grace = spec.grace;
  place.added = added;
  if (!line.add(std::move(place)))
    return false;
  auto& child = children[spec.name];
  child.spec = spec;
  child.route = self->spawn(router, self->address());
  tree->table->put(path_of(spec.name), child.route);
  return true;
}

void supervisor_state::on_down(const caf::down_msg& down) {
  auto found = names.find(down.source);
  if (found == names.end())
    return; // abandoned, or not a child at all
  ended(std::exchange(found->second, {}), down.reason);
  names.erase(down.source);
  step();
}

void supervisor_state::on_exit(const caf::exit_msg& exit) {
  if (!exit.reason)
    return; // as CAF itself: a normal end of others is not ours
  if (!line.closing())
    why = exit.reason;
  // A restart waits for ever rather than have two of one kind; a shutdown
  // must come to its end, here and in branches that stop already.
  auto bounded = exit.reason == caf::exit_reason::user_shutdown;
  line.stop_all(bounded, now());
  for (auto& place : line.slots())
    if (bounded && place.where == phase::stopping)
      stop(place.name, children.at(place.name));
  step();
}

void supervisor_state::on_ready(const child_ready& message) {
  if (line.ready(message.name, message.start, now()))
    runs(message.name);
  step();
}

void supervisor_state::on_wake() {
  armed.reset();
  step();
}

void supervisor_state::ended(const std::string& child_name,
                             const caf::error& reason) {
  auto& child = children.at(child_name);
  direct(child, nullptr);
  child.ref = nullptr;
  child.last = reason;
  std::uniform_real_distribution<double> draw{0, 1};
  auto meaning = line.ended(child_name, is_clean(reason), now(), draw(random));
  if (meaning == verdict::too_many)
    why = caf::make_error(errc::restart_limit, path);
  report_end(child_name, meaning);
}

void supervisor_state::runs(const std::string& child_name) {
  auto& child = children.at(child_name);
  direct(child, child.ref);
  if (line.find(child_name)->starts > 1)
    report(path_of(child_name), child.last, "actor.restarted");
  for (auto& waiting : std::exchange(child.added, {}))
    waiting.deliver(child.route);
}

// -- what is done about it ----------------------------------------------------

void supervisor_state::step() {
  while (auto what = line.next(now()))
    carry_out(*what);
  if (line.over())
    return finish();
  if (!announced && line.all_run())
    announce();
  arm();
}

void supervisor_state::carry_out(const order& what) {
  auto& child = children.at(what.name);
  switch (what.what) {
    case order::kind::start: return start(what.name, child);
    case order::kind::stop: return stop(what.name, child);
    case order::kind::kill:
      return self->send_exit(child.ref, caf::exit_reason::kill);
    case order::kind::stuck:
      return report(path_of(what.name), errc::deadline_exceeded,
                    "actor.failed");
    case order::kind::abandon:
      report(path_of(what.name), errc::deadline_exceeded, "actor.failed");
      self->demonitor(child.ref);
      names.erase(child.ref.address());
      child.ref = nullptr;
      return;
    case order::kind::forget: return forget(what.name, child);
  }
}

void supervisor_state::start(const std::string& child_name, supervised& child) {
  try {
    child.ref = child.spec.start(context_for(child_name));
  } catch (...) {
    // no more than "it could not be started": what() may hold anything
  }
  if (!child.ref)
    return ended(child_name, errc::internal);
  self->monitor(child.ref);
  names[child.ref.address()] = child_name;
  if (child.spec.branch)
    direct(child, child.ref); // it answers before all below it runs
  if (line.started(child_name, now()))
    runs(child_name);
}

void supervisor_state::stop(const std::string& child_name, supervised& child) {
  direct(child, nullptr);
  auto final
    = why == caf::exit_reason::user_shutdown || line.find(child_name)->leaving;
  if (child.spec.branch && !final)
    self->send_exit(child.ref, caf::make_error(errc::restarting));
  else
    self->send_exit(child.ref, caf::exit_reason::user_shutdown);
}

void supervisor_state::forget(const std::string& child_name,
                              supervised& child) {
  release(child_name, child);
  for (auto& waiting : child.added)
    waiting.deliver(
      caf::make_error(child.last ? errc::internal : errc::not_found));
  ActorStopped stopped;
  stopped.set_path(path_of(child_name));
  for (auto& waiting : child.removed)
    waiting.deliver(stopped);
  children.erase(child_name);
}

void supervisor_state::release(const std::string& child_name,
                               supervised& child) {
  caf::anon_send_exit(child.route, caf::exit_reason::kill);
  tree->table->remove(path_of(child_name), child.route);
}

void supervisor_state::finish() {
  while (!children.empty()) {
    auto first = children.begin();
    auto child_name = first->first;
    forget(child_name, first->second);
  }
  self->quit(why);
}

void supervisor_state::announce() {
  announced = true;
  if (report_ready)
    std::exchange(report_ready, {})();
}

void supervisor_state::arm() {
  auto due = line.wake_at();
  if (!due || (armed && *armed <= *due))
    return;
  armed = due;
  self->delayed_send(self, std::max(*due - now(), time_point::duration{}),
                     wake{});
}

void supervisor_state::direct(supervised& child, const caf::actor& target) {
  self->send(child.route, router_target{target});
}

child_context supervisor_state::context_for(const std::string& child_name) {
  child_context result{self, path_of(child_name), {}, tree, {}};
  for (auto& elder : line.slots()) {
    if (elder.name == child_name)
      break;
    if (!elder.added)
      result.siblings.emplace(elder.name, children.at(elder.name).route);
  }
  child_ready message{child_name, line.find(child_name)->starts};
  result.ready = [owner = self->address(), message] {
    if (auto alive = caf::actor_cast<caf::actor>(owner))
      caf::anon_send(alive, message);
  };
  return result;
}

} // namespace auren::supervision

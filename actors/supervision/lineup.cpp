#include "actors/supervision/lineup.hpp"

#include <algorithm>

namespace auren::supervision {

std::string to_string(phase where) {
  switch (where) {
    case phase::waiting: return "waiting";
    case phase::starting: return "starting";
    case phase::running: return "running";
    case phase::stopping: return "stopping";
    case phase::backing_off: return "backing_off";
    case phase::ended: return "ended";
  }
  return "?";
}

bool slot::alive() const {
  return where == phase::starting || where == phase::running
         || where == phase::stopping;
}

lineup::lineup(lineup_rules rules)
  : rules_(rules), failures_(rules.max_restarts, rules.window) {
  // nop
}

bool lineup::add(slot child) {
  if (closing_ || find(child.name) != nullptr)
    return false;
  slots_.push_back(std::move(child));
  return true;
}

// -- what happened ------------------------------------------------------------

bool lineup::started(const std::string& name, time_point now) {
  auto child = get(name);
  if (child == nullptr || child->where != phase::starting)
    return false;
  if (!child->reports_ready)
    return ready(name, child->starts, now);
  if (child->start_within > milliseconds::zero())
    child->due = now + child->start_within;
  return false;
}

bool lineup::ready(const std::string& name, uint64_t start, time_point now) {
  auto child = get(name);
  if (child == nullptr || child->where != phase::starting
      || child->starts != start || child->killed)
    return false;
  child->where = phase::running;
  child->has_run = true;
  child->since = now;
  child->due.reset();
  return true;
}

verdict lineup::ended(const std::string& name, bool clean, time_point now,
                      double draw) {
  auto child = get(name);
  if (child == nullptr || !child->alive())
    return verdict::unknown;
  child->due.reset();
  if (closing_ || child->where == phase::stopping
      || child->stop != stop_wish::none) {
    end_asked(*child);
    return verdict::asked;
  }
  if (child->kind == restart::temporary
      || (child->kind == restart::transient && clean)) {
    child->where = phase::ended;
    return clean ? verdict::done : verdict::lost;
  }
  return fail(*child, now, draw);
}

void lineup::end_asked(slot& child) {
  child.stop = stop_wish::none;
  auto final = closing_ || child.leaving
               || (child.kind == restart::temporary && !child.again);
  child.where = final ? phase::ended : phase::waiting;
}

verdict lineup::fail(slot& child, time_point now, double draw) {
  auto stable
    = child.where == phase::running && now - child.since > rules_.window;
  child.failures = stable ? 1 : child.failures + 1;
  if (!failures_.admit(now)) {
    child.where = phase::ended;
    stop_all(false, now);
    return verdict::too_many;
  }
  child.where = phase::backing_off;
  child.due = now + delay_of(rules_.delays, child.failures, draw);
  stop_affected(child);
  return verdict::failed;
}

void lineup::stop_affected(const slot& failed) {
  if (rules_.how == strategy::one_for_one)
    return;
  bool younger = false;
  for (auto& child : slots_) {
    if (&child == &failed)
      younger = true;
    else if (younger || rules_.how == strategy::one_for_all)
      wish(child);
  }
}

void lineup::wish(slot& child) {
  auto alone
    = rules_.how == strategy::one_for_one && (child.added || !closing_);
  if (child.alive() && child.where != phase::stopping)
    child.stop = alone ? stop_wish::at_once : stop_wish::in_turn;
}

// -- what is wanted -----------------------------------------------------------

void lineup::remove(const std::string& name) {
  auto child = get(name);
  if (child == nullptr)
    return;
  child->leaving = true;
  if (!child->alive())
    child->where = phase::ended;
  else if (child->where != phase::stopping)
    child->stop = stop_wish::at_once;
}

void lineup::restart_now(const std::string& name, time_point now) {
  auto child = get(name);
  if (child == nullptr || closing_)
    return;
  if (child->where == phase::backing_off)
    child->due = now;
  if (!child->alive())
    return;
  child->again = true;
  wish(*child);
  stop_affected(*child);
}

void lineup::stop_all(bool bounded, time_point now) {
  closing_ = true;
  bounded_ = bounded_ || bounded;
  for (auto& child : slots_) {
    if (child.stop != stop_wish::at_once)
      wish(child);
    if (child.where == phase::backing_off)
      child.due.reset();
    if (bounded && child.killed && !child.due)
      child.due = now; // it is stuck already: nothing more to wait for
  }
}

// -- what is ------------------------------------------------------------------

std::optional<time_point> lineup::wake_at() const {
  std::optional<time_point> result;
  for (auto& child : slots_)
    if (child.due && (!result || *child.due < *result))
      result = child.due;
  return result;
}

bool lineup::any(phase where) const {
  return std::any_of(slots_.begin(), slots_.end(),
                     [&](auto& child) { return child.where == where; });
}

bool lineup::stop_pending() const {
  return std::any_of(slots_.begin(), slots_.end(), [](auto& child) {
    return child.where == phase::stopping || child.stop != stop_wish::none;
  });
}

bool lineup::all_run() const {
  return std::all_of(slots_.begin(), slots_.end(),
                     [](auto& child) { return child.where == phase::running; });
}

const lineup_rules& lineup::rules() const {
  return rules_;
}

bool lineup::closing() const {
  return closing_;
}

bool lineup::bounded() const {
  return bounded_;
}

bool lineup::over() const {
  return closing_
         && std::none_of(slots_.begin(), slots_.end(),
                         [](auto& child) { return child.alive(); });
}

const slot* lineup::find(const std::string& name) const {
  auto found = std::find_if(slots_.begin(), slots_.end(),
                            [&](auto& child) { return child.name == name; });
  return found == slots_.end() ? nullptr : &*found;
}

slot* lineup::get(const std::string& name) {
  return const_cast<slot*>(find(name));
}

const std::vector<slot>& lineup::slots() const {
  return slots_;
}

size_t lineup::restarts(time_point now) {
  return failures_.count(now);
}

} // namespace auren::supervision

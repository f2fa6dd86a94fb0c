#include "actors/supervision/lineup.hpp"

#include <algorithm>
#include <utility>

// The half of the lineup that decides what is to be done next.

namespace auren::supervision {

std::optional<order> lineup::next(time_point now) {
  end_backoffs(now);
  if (auto found = overdue(now))
    return found;
  if (auto found = forget_next())
    return found;
  if (auto found = stop_next(now))
    return found;
  return closing_ ? std::nullopt : start_next();
}

void lineup::end_backoffs(time_point now) {
  for (auto& child : slots_) {
    if (child.where == phase::backing_off && child.due && *child.due <= now) {
      child.where = phase::waiting;
      child.due.reset();
    }
  }
}

std::optional<order> lineup::overdue(time_point now) {
  for (auto& child : slots_) {
    if (!child.alive() || !child.due || *child.due > now)
      continue;
    if (std::exchange(child.killed, true))
      return past_kill(child);
    auto patience
      = child.grace > milliseconds::zero() ? child.grace : milliseconds{5'000};
    child.due = now + patience;
    return order{order::kind::kill, child.name};
  }
  return std::nullopt;
}

order lineup::past_kill(slot& child) {
  child.due.reset();
  if (!bounded_)
    return {order::kind::stuck, child.name};
  child.where = phase::ended;
  return {order::kind::abandon, child.name};
}

std::optional<order> lineup::forget_next() {
  auto found = std::find_if(slots_.begin(), slots_.end(), [](auto& child) {
    return child.where == phase::ended;
  });
  if (found == slots_.end())
    return std::nullopt;
  order result{order::kind::forget, std::move(found->name)};
  slots_.erase(found);
  return result;
}

std::optional<order> lineup::stop_next(time_point now) {
  for (auto& child : slots_)
    if (child.stop == stop_wish::at_once)
      return begin_stop(child, now);
  if (any(phase::stopping))
    return std::nullopt;
  for (auto child = slots_.rbegin(); child != slots_.rend(); ++child)
    if (child->stop == stop_wish::in_turn)
      return begin_stop(*child, now);
  return std::nullopt;
}

order lineup::begin_stop(slot& child, time_point now) {
  child.stop = stop_wish::none;
  child.where = phase::stopping;
  child.killed = false;
  child.due.reset();
  if (child.grace > milliseconds::zero())
    child.due = now + child.grace;
  return {order::kind::stop, child.name};
}

std::optional<order> lineup::start_next() {
  for (auto& child : slots_) {
    if (child.where != phase::waiting || !may_start(child))
      continue;
    child.where = phase::starting;
    child.killed = child.again = false;
    ++child.starts;
    return order{order::kind::start, child.name};
  }
  return std::nullopt;
}

bool lineup::may_start(const slot& child) const {
  auto alone
    = rules_.how == strategy::one_for_one && (child.added || child.has_run);
  if (alone)
    return true;
  if (rules_.how != strategy::one_for_one && stop_pending())
    return false;
  if (rules_.how == strategy::one_for_all && any(phase::backing_off))
    return false;
  return std::all_of(slots_.data(), &child,
                     [](auto& elder) { return elder.where == phase::running; });
}

} // namespace auren::supervision

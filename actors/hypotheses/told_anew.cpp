#include "actors/hypotheses/told_anew.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace auren::hypotheses {

namespace {

/// Registers nothing: the past is counted, not searched.
settings only_counting() {
  settings out;
  out.propose_most = 0;
  return out;
}

double value_at(const record& known, std::optional<int> column, int64_t day) {
  auto row = day - known.first_day;
  if (!column || row < 0 || row >= known.days())
    return std::nan("");
  return known.values(static_cast<Eigen::Index>(row), *column);
}

std::optional<int64_t> changed_day(const record& before, const record& after,
                                   const std::string& metric, int64_t until) {
  auto then = before.find(metric), now = after.find(metric);
  for (auto day = std::min(before.first_day, after.first_day); day < until;
       ++day) {
    auto a = value_at(before, then, day), b = value_at(after, now, day);
    if (std::isnan(a) != std::isnan(b) || (!std::isnan(a) && a != b))
      return day;
  }
  return std::nullopt;
}

std::set<std::string> rests_on(const std::vector<hypothesis>& all) {
  std::set<std::string> out;
  for (auto& h : all) {
    out.insert({h.what.cause, h.what.effect});
    for (auto& control : h.what.controls)
      out.insert(control.metric);
    if (h.model)
      for (auto& control : h.model->controls)
        out.insert(control.metric);
  }
  return out;
}

} // namespace

std::optional<int64_t>
first_change(const record& before, const record& after,
             const std::vector<hypothesis>& all, int64_t until) {
  std::optional<int64_t> out;
  if (before.days() == 0)
    return out;
  for (auto& metric : rests_on(all))
    if (auto day = changed_day(before, after, metric, out.value_or(until)))
      out = day;
  return out;
}

void count_anew::born(const hypothesis& one, int64_t next_day) {
  if (std::none_of(births_.begin(), births_.end(),
                   [&](auto& known) { return known.what.id == one.id; }))
    births_.push_back({next_day, one});
}

void count_anew::take_state(const Looked& fact) {
  // What an earlier correction made wrong is no base for another.
  if (auto wrong = time::parse_day(fact.changed_from()))
    std::erase_if(bases_, [&](auto& base) { return base.next_day() > *wrong; });
  auto state = scientist::from_string(fact.state(), only_counting());
  if (!state)
    return;
  for (auto& one : state->hypotheses())
    born(one, state->next_day());
  if (state->next_day() <= from_)
    bases_.push_back(std::move(*state));
}

void count_anew::fold(const events::Event& event) {
  if (event.type() == "hypothesis.looked"
      || event.type() == "hypothesis.recounted") {
    Looked fact;
    if (fact.ParseFromString(event.payload()) && !fact.state().empty())
      take_state(fact);
    return;
  }
  HypothesisChanged fact;
  if (!fact.ParseFromString(event.payload()))
    return;
  auto lived = time::parse_day(fact.lived_through());
  if (!lived)
    return;
  if (event.type() == "hypothesis.retired")
    retired_.push_back(
      {*lived + 1,
       deed::retirement{fact.hypothesis().id(), fact.hypothesis().reason()}});
  else if (event.type() == "hypothesis.registered")
    if (auto made = hypothesis_from(fact.state()))
      born(*made, *lived + 1);
}

analysis
count_anew::task(std::shared_ptr<const record> known, int64_t through) && {
  analysis out;
  auto base = std::make_shared<scientist>(
    bases_.empty() ? scientist{only_counting()} : std::move(bases_.back()));
  for (auto& one : births_)
    if (base->find(one.what.id) == nullptr)
      out.deeds.push_back({one.next_day, std::move(one.what)});
  for (auto& one : retired_)
    if (bases_.empty() || one.next_day >= base->next_day())
      out.deeds.push_back(std::move(one));
  std::stable_sort(out.deeds.begin(), out.deeds.end(),
                   [](auto& a, auto& b) { return a.next_day < b.next_day; });
  out.from = std::move(base);
  out.known = std::move(known);
  out.through = through;
  return out;
}

std::shared_ptr<const scientist> going_on(const scientist& after) {
  auto state = scientist::from_string(after.to_string());
  return std::make_shared<scientist>(state ? std::move(*state) : scientist{});
}

} // namespace auren::hypotheses

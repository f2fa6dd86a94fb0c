#include "actors/streams/item.hpp"

#include "messages/agents.pb.h"
#include "messages/event_json.hpp"
#include "messages/event_types.hpp"

#include <algorithm>

namespace auren::streams {

std::chrono::milliseconds patience(events::Class::Value urgency) {
  switch (urgency) {
    case events::Class::critical: return std::chrono::milliseconds{0};
    case events::Class::operational: return std::chrono::milliseconds{100};
    default: return std::chrono::milliseconds{500};
  }
}

item render(const events::Event& event) {
  item result;
  result.position = event.position();
  result.urgency = event.class_();
  result.type = event.type();
  result.stream = event.stream();
  result.tenant = event.tenant();
  result.person = event.person();
  agents::AgentActed acted;
  if (event.type().starts_with("agent.")
      && acted.ParseFromString(event.payload()))
    result.agent = acted.agent();
  result.json = events::to_json(event);
  return result;
}

bool filter::wants(const item& event) const {
  auto among = [](auto& list, auto&& test) {
    return list.empty() || std::ranges::any_of(list, test);
  };
  return event.person == person && event.tenant == tenant
         && among(classes, [&](auto c) { return c == event.urgency; })
         && among(types,
                  [&](auto& t) { return events::matches(t, event.type); })
         && (event.agent.empty()
             || among(agents, [&](auto& a) { return a == event.agent; }));
}

filter filter_of(const Subscribe& command) {
  filter result;
  result.tenant = command.context().tenant();
  result.person = command.context().person();
  for (auto c : command.classes())
    result.classes.push_back(static_cast<events::Class::Value>(c));
  result.types.assign(command.types().begin(), command.types().end());
  result.agents.assign(command.agents().begin(), command.agents().end());
  return result;
}

void ring::push(item event) {
  items_.push_back(std::move(event));
  if (items_.size() > limit_) {
    forgotten_ = items_.front().position;
    items_.pop_front();
  }
}

std::deque<item>::const_iterator ring::after(uint64_t position) const {
  return std::ranges::upper_bound(items_, position, {}, &item::position);
}

void ring::forget(uint64_t position) {
  while (!items_.empty() && items_.front().position <= position)
    items_.pop_front();
  forgotten_ = std::max(forgotten_, position);
}

} // namespace auren::streams

#include "actors/streams/cursor.hpp"

#include <set>

namespace auren::streams {

namespace {

using events::Class;

/// Returns the positions that a slow listener does not get: every analytical
/// item, and all but the last operational item of one type and stream.
std::set<uint64_t>
too_much(const std::vector<const item*>& waiting,
         google::protobuf::Map<std::string, uint64_t>& told) {
  std::set<uint64_t> dropped;
  std::set<std::pair<std::string_view, std::string_view>> newer;
  for (auto i = waiting.rbegin(); i != waiting.rend(); ++i) {
    auto& event = **i;
    bool superseded = event.urgency == Class::operational
                      && !newer.emplace(event.type, event.stream).second;
    if (event.urgency == Class::analytical || superseded) {
      dropped.insert(event.position);
      ++told[Class::Value_Name(event.urgency)];
    }
  }
  return dropped;
}

void add(Deliver& delivery, const item& event) {
  auto& out = *delivery.add_items();
  out.set_position(event.position);
  out.set_class_(event.urgency);
  out.set_type(event.type);
  out.set_json(event.json);
}

} // namespace

void cursor::notice(const item& event, clock::time_point now) {
  if (!wants_.wants(event))
    return;
  auto when = now + patience(event.urgency);
  due_ = due_ ? std::min(*due_, when) : when;
}

Deliver cursor::take(const ring& items) {
  std::vector<const item*> waiting;
  auto newest = position_;
  for (auto i = items.after(position_); i != items.end(); ++i) {
    newest = i->position;
    if (wants_.wants(*i))
      waiting.push_back(&*i);
  }
  Deliver delivery;
  std::set<uint64_t> dropped;
  if (waiting.size() > limits_.backlog)
    dropped = too_much(waiting, *delivery.mutable_dropped());
  size_t bytes = 0;
  due_.reset();
  for (auto* event : waiting) {
    if (delivery.items_size() == static_cast<int>(limits_.items)
        || bytes > limits_.bytes) {
      due_ = clock::time_point::min(); // the rest follows at once
      newest = position_;
      break;
    }
    position_ = event->position;
    if (dropped.contains(event->position))
      continue;
    bytes += event->json.size();
    add(delivery, *event);
  }
  position_ = newest;
  delivery.set_position(position_);
  return delivery;
}

Deliver cursor::take(const events::Events& page, uint32_t page_limit) {
  Deliver delivery;
  for (auto& event : page.events()) {
    position_ = event.position();
    if (auto rendered = render(event); wants_.wants(rendered))
      add(delivery, rendered);
  }
  if (page.events_size() < static_cast<int>(page_limit))
    position_ = std::max(position_, page.head());
  delivery.set_position(position_);
  return delivery;
}

} // namespace auren::streams

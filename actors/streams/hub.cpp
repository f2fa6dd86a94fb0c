#include "actors/streams/hub.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::streams {

using namespace std::chrono_literals;

void hub_state::start(events::feed_actor source) {
  feed = std::move(source);
  caf::anon_send(feed, caf::subscribe_atom_v,
                 caf::actor_cast<caf::strong_actor_ptr>(self));
  pull();
}

void hub_state::pull() {
  behind_ = pulling_;
  if (std::exchange(pulling_, true))
    return;
  events::ReadLog question;
  question.set_everyone(true);
  // Before the first reading the hub only wants to know where the end is.
  question.set_after(position > 0 ? position : UINT64_MAX);
  question.set_limit(page);
  self->request(feed, 5s, std::move(question))
    .then(
      [this](const events::Events& fresh) {
        pulling_ = false;
        take(fresh);
        if (behind_ || fresh.events_size() == static_cast<int>(page))
          pull();
      },
      [this](const caf::error&) {
        pulling_ = false;
        wake_at(self->clock().now() + 500ms);
      });
}

void hub_state::take(const events::Events& fresh) {
  auto now = self->clock().now();
  bool heard = !listeners.empty();
  for (auto& event : fresh.events()) {
    position = event.position();
    if (event.type() == "memory.forgotten")
      items.forget(position - 1); // what it forgets may be among them
    if (!heard)
      continue;
    auto rendered = render(event);
    for (auto& [id, one] : listeners)
      one.where.notice(rendered, now);
    items.push(std::move(rendered));
  }
  if (fresh.events_size() < static_cast<int>(page))
    position = std::max(position, fresh.head());
  if (!heard)
    items.forget(position);
  serve();
}

caf::result<Subscribed> hub_state::subscribe(const Subscribe& command,
                                             const caf::strong_actor_ptr& who) {
  auto wants = filter_of(command);
  auto from = command.has_after() ? command.after() : position;
  auto found = listeners.find(command.connection());
  if (found == listeners.end()) {
    self->monitor(who);
    found
      = listeners
          .emplace(command.connection(),
                   listener{caf::actor_cast<connection_actor>(who),
                            cursor{std::move(wants), from}, command.context()})
          .first;
  } else {
    found->second.where.change(std::move(wants));
    if (command.has_after())
      found->second.where.rewind(from);
  }
  found->second.where.hurry(self->clock().now());
  Subscribed reply;
  reply.set_position(position);
  serve();
  return reply;
}

void hub_state::leave(const std::string& connection) {
  listeners.erase(connection);
  if (listeners.empty())
    items.forget(position);
}

people::Erased hub_state::erase(const Context& who) {
  people::Erased reply;
  uint64_t n = std::erase_if(listeners, [&](auto& entry) {
    auto& theirs = entry.second.context;
    if (theirs.person() != who.person() || theirs.tenant() != who.tenant())
      return false;
    caf::anon_send_exit(entry.second.connection,
                        caf::exit_reason::user_shutdown);
    return true;
  });
  items.forget(position);
  (*reply.mutable_counts())["listeners"] = n;
  return reply;
}

StreamStats hub_state::stats() const {
  StreamStats result;
  result.set_subscribers(static_cast<uint32_t>(listeners.size()));
  result.set_delivered(delivered);
  result.set_dropped(dropped);
  result.set_position(position);
  return result;
}

void hub_state::serve() {
  auto now = self->clock().now();
  std::optional<cursor::clock::time_point> next;
  for (auto& [id, one] : listeners) {
    auto due = one.where.due();
    if (one.busy || !due)
      continue;
    if (*due <= now)
      serve(id, one);
    else
      next = next ? std::min(*next, *due) : *due;
  }
  if (next)
    wake_at(*next);
}

void hub_state::serve(const std::string& id, listener& one) {
  if (!items.covers(one.where.position()))
    return catch_up(id, one);
  deliver(id, one, one.where.take(items));
}

void hub_state::catch_up(const std::string& id, listener& one) {
  one.busy = true;
  events::ReadLog question;
  *question.mutable_context() = one.context;
  question.set_after(one.where.position());
  question.set_limit(page);
  self->request(feed, 5s, std::move(question))
    .then(
      [this, id](const events::Events& found) {
        auto who = listeners.find(id);
        if (who == listeners.end())
          return;
        who->second.busy = false;
        who->second.where.hurry(self->clock().now());
        deliver(id, who->second, who->second.where.take(found, page));
      },
      [this, id](const caf::error&) {
        if (auto who = listeners.find(id); who != listeners.end())
          who->second.where.hurry(self->clock().now() + 500ms);
        done(id);
      });
}

void hub_state::deliver(const std::string& id, listener& one,
                        Deliver delivery) {
  for (auto& [urgency, count] : delivery.dropped())
    dropped += count;
  if (delivery.items().empty() && delivery.dropped().empty()) {
    if (one.where.due())
      wake_at(self->clock().now()); // the next page may have something
    return;
  }
  one.busy = true;
  delivered += static_cast<uint64_t>(delivery.items_size());
  self->request(one.connection, 30s, std::move(delivery))
    .then([this, id](const Delivered&) { done(id); },
          [this, id](const caf::error&) { leave(id); });
}

void hub_state::done(const std::string& id) {
  auto one = listeners.find(id);
  if (one == listeners.end())
    return;
  one->second.busy = false;
  serve();
}

void hub_state::wake_at(cursor::clock::time_point when) {
  auto now = self->clock().now();
  if (alarm_ && *alarm_ > now && *alarm_ <= when)
    return;
  alarm_ = when;
  self->delayed_send(self, std::max<caf::timespan>(when - now, 0ms),
                     caf::tick_atom_v);
}

hub_inside::behavior_type hub(hub_inside::stateful_pointer<hub_state> self,
                              events::feed_actor feed, size_t items) {
  supervision::guard(self);
  auto& state = self->state;
  state.items = ring{items};
  self->set_down_handler([&state](const caf::down_msg& down) {
    std::erase_if(state.listeners, [&](auto& entry) {
      return entry.second.connection.address() == down.source;
    });
  });
  state.start(std::move(feed));
  return {
    [&state](const events::Committed&) { state.pull(); },
    [&state](const Subscribe& command, const caf::strong_actor_ptr& who) {
      return state.subscribe(command, who);
    },
    [&state](const Unsubscribe& command) { state.leave(command.connection()); },
    [&state](const AskStreamStats&) { return state.stats(); },
    [&state](const people::Erase& command) {
      return state.erase(command.context());
    },
    [&state](caf::tick_atom) {
      if (state.position == 0)
        state.pull();
      state.serve();
    },
  };
}

} // namespace auren::streams

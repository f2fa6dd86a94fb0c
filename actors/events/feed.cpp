#include "actors/events/feed.hpp"

#include "actors/supervision/guard.hpp"
#include "messages/event_types.hpp"

#include <caf/all.hpp>

namespace auren::events {

tail::tail(size_t bytes) : limit_(bytes) {
  // nop
}

void tail::add(Events committed) {
  for (auto& event : *committed.mutable_events()) {
    // What was forgotten can be read nowhere, so not here either.
    if (event.position() != head_ + 1 || event.type() == "memory.forgotten") {
      events_.clear();
      bytes_ = 0;
    }
    head_ = event.position();
    bytes_ += event.payload().size() + 200;
    events_.push_back(std::move(event));
  }
  if (committed.head() > head_) {
    events_.clear();
    bytes_ = 0;
    head_ = committed.head();
  }
  for (; bytes_ > limit_ && !events_.empty(); events_.pop_front())
    bytes_ -= events_.front().payload().size() + 200;
}

bool tail::covers(uint64_t position) const {
  return head_ > 0
         && (position >= head_
             || (!events_.empty()
                 && position + 1 >= events_.front().position()));
}

bool wanted(const Event& event, const ReadLog& q) {
  return (q.everyone()
          || (event.person() == q.context().person()
              && event.tenant() == q.context().tenant()))
         && (q.stream().empty() || q.stream() == event.stream())
         && matches(q.type(), event.type())
         && (!q.has_class_() || q.class_() == event.class_());
}

Events tail::read(const ReadLog& question) const {
  Events found;
  found.set_head(head_);
  found.set_after(question.after());
  auto limit = question.limit() > 0 ? question.limit() : 1000;
  if (events_.empty() || question.after() >= head_)
    return found;
  auto skip = question.after() + 1 - events_.front().position();
  for (auto i = skip; i < events_.size(); ++i) {
    if (!wanted(events_[i], question))
      continue;
    if (found.events_size() == static_cast<int>(limit))
      break;
    *found.add_events() = events_[i];
  }
  return found;
}

uint64_t tail::erase(const Context& who) {
  uint64_t n = 0;
  for (auto& event : events_)
    if (event.person() == who.person() && event.tenant() == who.tenant()
        && !event.payload().empty()) {
      bytes_ -= event.payload().size();
      event.clear_payload();
      ++n;
    }
  return n;
}

uint64_t tail::head() const {
  return head_;
}

void feed_state::tell() {
  Committed notice;
  notice.set_head(events.head());
  for (auto& one : followers)
    if (!std::exchange(one.told, true))
      caf::anon_send(one.who, notice);
}

feed_inside::behavior_type feed(feed_inside::stateful_pointer<feed_state> self,
                                const reader_actor& readers, size_t bytes) {
  supervision::guard(self);
  self->state.events = tail{bytes};
  self->set_down_handler([self](const caf::down_msg& down) {
    std::erase_if(self->state.followers, [&](auto& follower) {
      return follower.who.address() == down.source;
    });
  });
  return {
    [self](Events& committed) {
      self->state.events.add(std::move(committed));
      self->state.tell();
    },
    [self, readers](const ReadLog& question) -> caf::result<Events> {
      for (auto& follower : self->state.followers)
        if (follower.who.address() == self->current_sender())
          follower.told = false;
      if (self->state.events.covers(question.after()))
        return self->state.events.read(question);
      return self->delegate(readers, question);
    },
    [self](const people::Erase& command) {
      people::Erased reply;
      (*reply.mutable_counts())["events in memory"]
        = self->state.events.erase(command.context());
      return reply;
    },
    [self](caf::subscribe_atom, const caf::strong_actor_ptr& who) {
      self->monitor(who);
      self->state.followers.push_back(
        {caf::actor_cast<subscriber_actor>(who), false});
    },
  };
}

} // namespace auren::events

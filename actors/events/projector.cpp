#include "actors/events/projector.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::events {

using namespace std::chrono_literals;

void projector_state::start(std::string projection_name,
                            const open_projections& open,
                            std::unique_ptr<storage::event_reader> reader,
                            feed_actor source) {
  projection_ = std::move(projection_name);
  log_ = std::move(reader);
  feed_ = std::move(source);
  auto opened = open();
  if (!opened)
    return self->quit(std::move(opened.error()));
  store_ = std::move(*opened);
  if (auto failed = erase_the_erased())
    return self->quit(std::move(failed));
  // What happened while the node was away is folded before anything new.
  advance(store_->catch_up(projection_, *log_));
  caf::anon_send(feed_, caf::subscribe_atom_v,
                 caf::actor_cast<caf::strong_actor_ptr>(self));
  pull();
}

void projector_state::pull() {
  behind_ = pulling_;
  if (std::exchange(pulling_, true))
    return;
  ReadLog question;
  question.set_everyone(true);
  question.set_after(position_);
  question.set_limit(page);
  self->request(feed_, 30s, std::move(question))
    .then(
      [this](const Events& batch) {
        pulling_ = false;
        fold(batch);
      },
      [this](caf::error& why) { self->quit(std::move(why)); });
}

void projector_state::fold(const Events& batch) {
  head_ = std::max(head_, batch.head());
  if (batch.after() > position_) // asked for before a rebuild began
    return pull();
  if (batch.events_size() > 0)
    advance(store_->fold(projection_, batch));
  // A page is ended by its size, too, so only the head says that this was all.
  auto more = batch.events_size() > 0 && position_ < batch.head();
  if (behind_ || more)
    pull();
}

void projector_state::advance(caf::expected<uint64_t> position) {
  if (!position)
    return self->quit(std::move(position.error()));
  position_ = *position;
  head_ = std::max(head_, position_);
  std::erase_if(waiting_, [this](waiting& one) {
    if (one.position > position_)
      return false;
    one.answer.deliver(status());
    return true;
  });
}

caf::typed_response_promise<ProjectionStatus>
projector_state::await(uint64_t position) {
  auto answer = self->make_response_promise<ProjectionStatus>();
  if (position <= position_) {
    answer.deliver(status());
    return answer;
  }
  waiting_.push_back({position, answer});
  pull();
  return answer;
}

caf::typed_response_promise<ProjectionStatus> projector_state::rebuild() {
  if (auto dropped = store_->drop(projection_); !dropped) {
    auto answer = self->make_response_promise<ProjectionStatus>();
    answer.deliver(std::move(dropped.error()));
    return answer;
  }
  position_ = 0;
  return await(head_); // page by page, so that questions are answered meanwhile
}

caf::result<ProjectionStatus> projector_state::parked() {
  auto found = store_->parked(projection_);
  if (!found)
    return std::move(found.error());
  auto result = status();
  for (auto& entry : *found) {
    auto& one = *result.add_parked_events();
    one.set_position(entry.position);
    one.set_tries(entry.tries);
    one.set_error(std::move(entry.error));
  }
  return result;
}

caf::result<ProjectionStatus> projector_state::replay_parked() {
  auto left = store_->replay_parked(projection_, *log_);
  if (!left)
    return std::move(left.error());
  return parked();
}

/// An erasure may have been cut off after the key was gone.
caf::error projector_state::erase_the_erased() {
  auto known = log_->people();
  if (!known)
    return std::move(known.error());
  for (auto& entry : *known)
    if (entry.erased)
      if (auto done = store_->erase_person(entry.id); !done)
        return std::move(done.error());
  return caf::none;
}

caf::result<people::Erased> projector_state::erase(const Context& who) {
  auto done = store_->erase_person({who.tenant(), who.person()});
  if (!done)
    return std::move(done.error());
  people::Erased reply;
  (*reply.mutable_counts())["projections"] = 1;
  return reply;
}

ProjectionStatus projector_state::status() const {
  ProjectionStatus result;
  result.set_name(projection_);
  result.set_position(position_);
  result.set_head(head_);
  if (auto stored = store_->status(projection_))
    result.set_parked(stored->parked());
  return result;
}

projector_inside::behavior_type
projector(projector_inside::stateful_pointer<projector_state> self,
          std::string projection_name, const open_projections& open,
          std::unique_ptr<storage::event_reader> log, feed_actor feed) {
  supervision::guard(self);
  self->state.start(std::move(projection_name), open, std::move(log),
                    std::move(feed));
  return {
    [self](const Committed&) { self->state.pull(); },
    [self](const AwaitPosition& q) { return self->state.await(q.position()); },
    [self](const Rebuild&) { return self->state.rebuild(); },
    [self](const ListParked&) { return self->state.parked(); },
    [self](const ReplayParked&) { return self->state.replay_parked(); },
    [self](const people::Erase& command) {
      return self->state.erase(command.context());
    },
  };
}

} // namespace auren::events

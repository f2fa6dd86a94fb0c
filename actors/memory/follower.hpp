#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

/// How an actor of one person follows one stream: it reads it to the end,
/// lets questions wait meanwhile, and reads again what it missed.
namespace auren::memory {

/// How much may wait, and for how long.
struct follower_options {
  size_t queue = 1000; ///< Questions that wait; beyond: `overloaded`.
  uint32_t page = 256; ///< Events per read.
  caf::timespan patience = std::chrono::seconds{30}; ///< For one read or save.
};

/// Base of the state of a follower. The state also offers `stream()`,
/// `version()` and `fold(const events::Events&)`, which is false when events
/// are missing in between.
struct follower {
  events::reader_actor reader;
  Context person; ///< Whose stream it is.
  follower_options limits;
  std::function<void()> caught_up; ///< The end is reached; nobody was told yet.
  uint64_t wanted = 0; ///< Version that the stream is known to have.
  bool reading = true; ///< Until the stream's end is folded.
  std::vector<std::function<void(const caf::error&)>> waiting;
};

/// Answers all that wait, with `why` if it is an error.
inline void answer_waiting(follower& state, const caf::error& why) {
  for (auto& answer : std::exchange(state.waiting, {}))
    answer(why);
}

/// Ends `self` for good or ill; those who wait hear that it restarts.
template <class Pointer>
void end(Pointer self, const caf::error& why) {
  answer_waiting(self->state, caf::make_error(errc::restarting));
  self->quit(why);
}

template <class Pointer>
void read_on(Pointer self);

/// Folds a page; `known` is what the stream was known to have when the page
/// was asked for. A stream that lost events is a broken world.
template <class Pointer>
void take_page(Pointer self, const events::Events& page, uint64_t known) {
  auto& state = self->state;
  auto before = state.version();
  if (!state.fold(page) || (state.version() == before && before < known))
    return end(self, caf::make_error(errc::damaged));
  if (state.version() > before || before < state.wanted)
    return read_on(self);
  state.reading = false;
  if (state.caught_up)
    state.caught_up();
  answer_waiting(state, {});
}

/// Reads what comes after the last version that was folded, to the end.
template <class Pointer>
void read_on(Pointer self) {
  auto& state = self->state;
  state.reading = true;
  events::ReadStream question;
  *question.mutable_context() = state.person;
  question.set_stream(state.stream());
  question.set_after_version(state.version());
  question.set_limit(state.limits.page);
  self->request(state.reader, state.limits.patience, std::move(question))
    .then([self, known = state.wanted](
            const events::Events& page) { take_page(self, page, known); },
          [self](const caf::error& why) { end(self, why); });
}

/// Folds events that were just committed, or reads them when some before
/// them are missing. While it reads they are left to the log.
template <class Pointer>
void take_events(Pointer self, const events::Events& batch) {
  auto& state = self->state;
  for (auto& event : batch.events())
    if (event.stream() == state.stream())
      state.wanted = std::max(state.wanted, event.version());
  if (!state.reading && !state.fold(batch))
    read_on(self);
}

/// Calls `act(promise)` when the stream's end is folded.
template <class Reply, class Pointer, class Act>
caf::result<Reply> once_ready(Pointer self, Act act) {
  auto& state = self->state;
  if (state.reading && state.waiting.size() >= state.limits.queue)
    return caf::make_error(errc::overloaded);
  auto promise = self->template make_response_promise<Reply>();
  if (!state.reading) {
    act(promise);
    return promise;
  }
  state.waiting.push_back([promise, act](const caf::error& why) mutable {
    if (why)
      promise.deliver(why);
    else
      act(promise);
  });
  return promise;
}

/// Answers with a method of the state when the stream's end is folded.
template <class Pointer, class State, class Reply, class Question>
caf::result<Reply>
answer_with(Pointer self, const Question& question,
            caf::expected<Reply> (State::*ask)(const Question&)) {
  auto& state = self->state;
  if (!state.reading)
    return (state.*ask)(question);
  auto act = [self, question, ask](caf::typed_response_promise<Reply> promise) {
    auto reply = (self->state.*ask)(question);
    if (reply)
      promise.deliver(std::move(*reply));
    else
      promise.deliver(std::move(reply.error()));
  };
  return once_ready<Reply>(self, act);
}

} // namespace auren::memory

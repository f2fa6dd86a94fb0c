#pragma once

#include "messages/context.pb.h"

#include <caf/timespan.hpp>

#include <algorithm>
#include <chrono>

namespace auren {

/// How long a request waits when its context names no deadline.
inline constexpr std::chrono::seconds default_patience{5};

/// Returns how long an answer for `context` is still worth waiting for: at
/// least 1 ms, at most a minute; `default_patience` without a deadline.
inline caf::timespan patience(const Context& context) {
  using namespace std::chrono;
  if (context.deadline_ms() == 0)
    return default_patience;
  auto now
    = duration_cast<milliseconds>(system_clock::now().time_since_epoch());
  auto left = milliseconds{context.deadline_ms()} - now;
  return std::clamp<caf::timespan>(left, 1ms, 1min);
}

/// Returns whether nobody waits for an answer to `context` any more.
inline bool expired(const Context& context) {
  using namespace std::chrono;
  auto now
    = duration_cast<milliseconds>(system_clock::now().time_since_epoch());
  return context.deadline_ms() != 0 && context.deadline_ms() < now.count();
}

/// Returns whether more than `most` messages wait for `self`: those that it
/// was not handed yet are counted too.
template <class Pointer>
bool crowded(Pointer self, size_t most) {
  self->mailbox().fetch_more();
  return self->mailbox().size() > most;
}

} // namespace auren

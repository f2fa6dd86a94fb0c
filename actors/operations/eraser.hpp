#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <memory>
#include <string>
#include <vector>

namespace auren::operations {

/// One who keeps something of people.
struct keeper {
  std::string name; ///< For the receipt: "the live stream".
  people::erasable_actor who;
};

/// Whom the eraser works with. All are stable addresses.
struct eraser_links {
  people::erasable_actor keys; ///< The event log: without it nothing is begun.
  std::vector<keeper> others;  ///< In the order in which they are asked.
  events::event_log_actor log;
  events::reader_actor reader;
  /// What stays where this node keeps its record, in words.
  std::vector<std::string> remains;
};

/// What one erasure has come to.
struct erasure {
  people::ErasePerson command;
  people::PersonErased receipt;
  size_t next = 0;    ///< Of the keepers.
  uint64_t after = 0; ///< Position up to which events were counted.
  caf::typed_response_promise<people::PersonErased> answer;
};

/// Erases people, each step after the one before.
struct eraser_state {
  static inline constexpr const char* name = "eraser";

  explicit eraser_state(people::eraser_actor::pointer owner) : self(owner) {
    // nop
  }

  caf::typed_response_promise<people::PersonErased>
  begin(const people::ErasePerson& command);

  people::eraser_actor::pointer self;
  eraser_links links;

private:
  using job = std::shared_ptr<erasure>;

  void destroy_key(const job& one);
  void ask_next(const job& one);
  void count(const job& one);
  void record(const job& one);
  people::Erase order(const job& one) const;
};

/// ERASER. The key is destroyed first, durably; from then on the person's
/// payloads, snapshots, replies and names cannot be read by anybody, and the
/// rest tidies up: actors, imports, uploads, memory, projections, listeners.
/// Who does not answer is named in the receipt; the next start does it. The
/// fact that somebody was erased is recorded in the node's own stream.
people::eraser_actor::behavior_type
eraser(people::eraser_actor::stateful_pointer<eraser_state> self,
       eraser_links links);

} // namespace auren::operations

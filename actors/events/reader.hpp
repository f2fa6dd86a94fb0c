#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"
#include "storage/event_repository.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <vector>

namespace auren::events {

/// One reader's own connection to the store.
struct reader_state {
  static inline constexpr const char* name = "reader";
  std::unique_ptr<storage::event_reader> store;
};

/// Answers questions about the record. Blocks: spawn it detached.
reader_actor::behavior_type
reader(reader_actor::stateful_pointer<reader_state> self,
       std::unique_ptr<storage::event_reader> store);

/// Who is next.
struct reader_pool_state {
  static inline constexpr const char* name = "readers";
  std::vector<reader_actor> readers;
  size_t next = 0;
  const reader_actor& pick();
};

/// Hands each question to the next of several readers, in turn.
reader_actor::behavior_type
reader_pool(reader_actor::stateful_pointer<reader_pool_state> self,
            std::vector<reader_actor> readers);

} // namespace auren::events

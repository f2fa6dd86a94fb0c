#pragma once

#include "actors/interfaces.hpp"
#include "actors/memory/embedding_client.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <chrono>

namespace auren::memory {

/// How long nobody is asked after a failure, so that a server that is down
/// costs one question its patience and not each.
inline constexpr std::chrono::seconds embedder_rest{30};

/// Questions that may wait; beyond it answers `overloaded`.
inline constexpr size_t embedder_queue = 64;

/// When the provider may be asked again.
struct remote_embedder_state {
  static inline constexpr const char* name = "embedder";

  embedding_options options;
  std::chrono::steady_clock::time_point rests_until;
};

/// Asks a provider of embeddings for all people of a node, for as long as the
/// question's deadline allows, else as the options say. Blocks: spawn it
/// detached. Errors are those of `embed_there`; while it rests after one,
/// `storage_unavailable` at once.
embedder_actor::behavior_type
remote_embedder(embedder_actor::stateful_pointer<remote_embedder_state> self,
                embedding_options options);

} // namespace auren::memory

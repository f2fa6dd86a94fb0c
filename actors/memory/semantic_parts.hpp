#pragma once

#include "actors/memory/semantic_memory.hpp"

#include <caf/typed_response_promise.hpp>

#include <functional>
#include <span>

/// The parts of the semantic memory actor; only its own files include this.
namespace auren::memory::semantic {

using pointer = semantic_memory_self::stateful_pointer<semantic_memory_state>;

template <class T>
using promise_of = caf::typed_response_promise<T>;

using memory_continuation = std::function<void(caf::expected<Memory>)>;
using append_continuation
  = std::function<void(const events::Appended&, const caf::error&)>;

/// Returns the command that records `fact`; `more` adds another one.
events::Append record(pointer self, const Context& context, const char* type,
                      const google::protobuf::Message& fact);
events::Event& more(pointer self, events::Append& command, const char* type,
                    const google::protobuf::Message& fact);

/// Records the command's events and folds them, then calls `then`.
void append(pointer self, events::Append command, append_continuation then);

/// Calls `then` with a memory and its text, from wherever it is.
void whole(pointer self, const std::string& memory_id,
           memory_continuation then);

/// Asks everything that was ever remembered.
void recall_deeply(pointer self, const Recall& question,
                   std::function<void(caf::expected<Recalled>)> then);

/// Begins to compare the tiers with the policy; nothing if it is under way.
void begin_sweep(pointer self);

/// Looks at the next ones.
void go_on_sweeping(pointer self);

/// Fetches the texts of those that came back from the long-term tier.
void bring_back(pointer self);

/// Has the provider embed what has no vector of it yet, if there is one.
void embed_lacking(pointer self);

/// Takes what was forgotten out of the kept vectors, with or without provider.
void clean_kept(pointer self);

/// Calls `then` with the provider's vector of a question; with none when there
/// is no provider, it does not answer in time, or memories lack theirs.
void embed_query(pointer self, const std::string& query,
                 std::function<void(std::span<const float>)> then);

/// Prepares the search a little and, if more is to do, calls for the rest.
void prepare(pointer self);

/// After events were folded: arranges, prepares, goes on with what waits.
void caught_up(pointer self);

} // namespace auren::memory::semantic

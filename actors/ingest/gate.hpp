#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/expected.hpp>
#include <caf/typed_event_based_actor.hpp>

namespace auren::ingest {

/// What the gate knows.
struct gate_state {
  static inline constexpr const char* name = "gate";

  /// Turns an outside body into a command for the person's recorder, or says
  /// why nothing of it can be taken.
  caf::expected<RecordSamples> read(const SubmitSamples& asked) const;

  const catalogue* by = nullptr;
};

/// Reads bodies and hands good samples on; the recorder's reply goes straight
/// to the one who asked. Overload: beyond `queue` waiting bodies it answers
/// `overloaded`. `by` must outlive the actor.
gate_actor::behavior_type
gate(gate_actor::stateful_pointer<gate_state> self,
     const recorder_actor& people, const catalogue* by, size_t queue);

/// Who is next.
struct gates_state {
  static inline constexpr const char* name = "gates";
  std::vector<gate_actor> gates;
  size_t next = 0;
};

/// Hands each body to the next of several gates, in turn.
gate_actor::behavior_type gates(gate_actor::stateful_pointer<gates_state> self,
                                std::vector<gate_actor> all);

} // namespace auren::ingest

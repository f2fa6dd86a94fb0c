#pragma once

#include "actors/hypotheses/story.hpp"
#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <optional>

namespace auren::hypotheses {

/// HYPOTHESIS: one prediction, where it stands and how its evidence grew.
using hypothesis_actor = caf::typed_actor<
  // From the registry: where it stands after a day.
  caf::reacts_to<Hypothesis>,
  caf::replies_to<ReadHypothesis>::with<Hypothesis>>;

/// What one hypothesis tells of itself.
struct hypothesis_state {
  static inline constexpr const char* name = "hypothesis";

  /// Takes where it stands after a day; what was recorded is folded first.
  void take(const Hypothesis& now);

  /// Returns the story, or `restarting` until the stream was read.
  caf::result<Hypothesis> read() const;

  story told;
  std::optional<Hypothesis> newest; ///< What came while it was reading.
  bool loaded = false;
};

/// Tells the story of hypothesis `id`. Starts from the person's stream of
/// hypotheses, so that a restart forgets nothing that was recorded.
hypothesis_actor::behavior_type
hypothesis_teller(hypothesis_actor::stateful_pointer<hypothesis_state> self,
                  Context who, const std::string& id,
                  const events::reader_actor& reader);

} // namespace auren::hypotheses

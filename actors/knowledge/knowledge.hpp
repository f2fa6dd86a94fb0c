#pragma once

#include "actors/interfaces.hpp"
#include "actors/knowledge/ledger.hpp"
#include "messages/time.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <array>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace auren::knowledge {

/// Whose knowledge it is, and how long to wait for the record.
struct knowledge_config {
  std::string tenant;
  std::string person;
  caf::timespan patience = std::chrono::seconds{10};
  std::function<int64_t()> now_ms = time::now_ms; ///< The wall clock.
  sharing_actor sharing{}; ///< Whose releases are priors; none: nobody's.
};

/// What the knowledge actor knows and has still to write down.
struct knowledge_state {
  static inline constexpr const char* name = "knowledge";

  /// Questions that may wait for a reading.
  static constexpr size_t most_waiting = 1000;

  /// Called when the stream was read (no error) or could not be (why).
  using waiter = std::function<void(const caf::error&)>;

  /// Tells those that wait how the reading ended.
  void done(const caf::error& why);

  knowledge_config config;
  events::reader_actor reader;
  events::event_log_actor log;
  ledger known;
  bool loaded = false; ///< The stream was read to its end once.
  bool loading = false;
  bool saving = false;
  /// Newest version that was told of either stream: hypotheses, experiments.
  std::array<uint64_t, 2> pushed{};
  std::vector<events::Event> pending; ///< Read, and not folded yet.
  uint64_t own_version = 0;           ///< How far our own stream was read.
  std::set<std::string> written; ///< Ids of facts in our own stream at start.
  std::vector<events::Event> unsaved;
  std::vector<waiter> waiting;
};

/// Keeps what was found about one person. Reads `person/<id>/hypotheses` and
/// `person/<id>/experiments` at start, then follows what their registries tell;
/// a gap in what it is told makes it read again. Writes `knowledge.*` to
/// `person/<id>/knowledge`; facts that the log refused are tried again with the
/// next event or question. Questions wait for the first reading; they get its
/// error when it fails, and the next question reads again. Released effects of
/// others stand among the priors; without an answer they are left out.
/// Overload: beyond 1000 that wait it answers `overloaded`.
knowledge_actor::behavior_type
knowledge(knowledge_actor::stateful_pointer<knowledge_state> self,
          knowledge_config config, events::reader_actor reader,
          events::event_log_actor log);

} // namespace auren::knowledge

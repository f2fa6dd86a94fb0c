#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/interfaces.hpp"
#include "actors/streams/alert_ledger.hpp"
#include "actors/streams/day_table.hpp"
#include "actors/streams/detectors.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace auren::streams {

/// Whom a person's alerts work with. All are stable addresses.
struct alerts_links {
  memory::long_term_memory_actor memory;
  memory::working_memory_actor working;
  events::event_log_actor log;
  events::reader_actor reader;
  const ingest::catalogue* by = nullptr;
  uint32_t budget = 3; ///< Alerts in seven days.
};

/// The actor's own mailbox also holds its wake-up call.
using alerts_inside = alerts_actor::extend<caf::reacts_to<caf::tick_atom>>;

/// One person's alerts: what stands, and what there is still to look at.
struct alerts_state {
  static inline constexpr const char* name = "alerts";

  /// Questions that may wait for the reading of the stream.
  static constexpr size_t most_waiting = 1000;
  /// Days that the detectors look back, and that are caught up with at most.
  static constexpr int32_t days_back = 180;
  static constexpr int32_t days_at_once = 30;
  static constexpr std::chrono::seconds storage_patience{30};
  /// Pause after a run, so that an import does not cause one per batch: at
  /// least this long, and so many times as long as the run was.
  static constexpr std::chrono::milliseconds least_pause{500};
  static constexpr int pause_factor = 20;

  explicit alerts_state(alerts_inside::pointer owner) : self(owner) {
    // nop
  }

  void start(Context who, alerts_links others);
  caf::typed_response_promise<Detected> detect(const Detect& command);
  caf::typed_response_promise<Alerts> list();
  caf::typed_response_promise<Forecast> predict(const AskForecast& question);
  /// Looks again when something changed meanwhile.
  void go_on();

  alerts_inside::pointer self;

private:
  void load(uint64_t after);
  void loaded(const caf::error& why);
  void run();
  void look(const memory::Days& days);
  void read_doubts(std::shared_ptr<day_table> table);
  void read_details(std::shared_ptr<day_table> table);
  void decide(const day_table& table);
  void keep(std::vector<events::Event> facts, const Detected& reply);
  void finish(const caf::error& why, const Detected& reply);
  std::string stream() const;

  Context me_;
  alerts_links links_;
  alert_ledger ledger_{0};
  bool loaded_ = false;
  bool running_ = false;
  bool again_ = false;
  int32_t wanted_ = INT32_MIN;
  int32_t looked_ = INT32_MIN; ///< The day that is looked at, while running.
  std::chrono::steady_clock::time_point began_;
  std::vector<std::function<void(const caf::error&)>> waiting_;
  std::vector<caf::typed_response_promise<Detected>> asked_, served_;
};

/// Runs the detectors over the days that are complete, at most the last 30 of
/// them, and writes what follows to `person/<id>/alerts`. A day is looked at
/// again when its samples change; of many changes one look is made. Answers
/// forecasts from long-term memory.
alerts_inside::behavior_type
alerts(alerts_inside::stateful_pointer<alerts_state> self, Context who,
       alerts_links links);

} // namespace auren::streams

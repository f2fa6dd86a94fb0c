#pragma once

#include "actors/hypotheses/days_record.hpp"
#include "actors/hypotheses/trial_book.hpp"
#include "actors/hypotheses/trial_conductor.hpp"
#include "actors/ingest/catalogue.hpp"
#include "actors/interfaces.hpp"
#include "actors/supervision/context.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/time.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace auren::hypotheses {

/// Whom the registry of experiments works with. All are stable addresses.
struct experiment_links {
  memory::long_term_memory_actor memory;
  events::event_log_actor log;
  events::reader_actor reader;
  knowledge::knowledge_actor knowledge;
  supervision::supervisor_actor conductors; ///< Under which experiments live.
  std::shared_ptr<supervision::addresses> table;
  std::string conductors_path;
  const ingest::catalogue* by = nullptr;
  std::function<int64_t()> now_ms = time::now_ms; ///< The wall clock.
  /// Called once a minute while an experiment runs: who sleeps is reminded of
  /// nothing.
  std::function<void()> stay_awake = [] {};
};

/// The keeper's own mailbox also holds its wake-up call, and what the registry
/// of hypotheses was told of days.
using experiments_keeper
  = experiments_actor::extend<caf::reacts_to<Advance>,
                              caf::reacts_to<caf::tick_atom>>;

/// One person's experiments: what was decided, and what is under way.
struct trial_registry_state {
  static inline constexpr const char* name = "experiments";

  /// Commands and questions that may wait.
  static constexpr size_t queue_limit = 256;

  /// How long it waits for the log or long-term memory.
  static constexpr std::chrono::seconds storage_patience{30};

  /// How often it looks at the clock.
  static constexpr std::chrono::seconds tick{60};

  explicit trial_registry_state(experiments_keeper::pointer owner)
    : self(owner) {
    // nop
  }

  void start(Context who, experiment_links others);
  caf::typed_response_promise<Experiment>
  propose(const ProposeExperiment& command);
  caf::typed_response_promise<Experiment>
  decide(const DecideExperiment& command);
  caf::typed_response_promise<Experiment>
  report(const ReportExperimentDay& command);
  caf::typed_response_promise<Experiments>
  list(const ListExperiments& question);
  caf::typed_response_promise<Experiment> read(const ReadExperiment& question);

  /// Days are complete, or were corrected.
  void days_changed(const Advance& told);

  /// A minute went by.
  void look_at_clock();

  experiments_keeper::pointer self;

private:
  using next = std::function<void()>;
  using promise = caf::typed_response_promise<Experiment>;

  /// What waits or is under way.
  struct job {
    Context context;
    next run;
    std::function<void(const caf::error&)> fail;
  };

  // trial_registry.cpp: replay, and one thing after the other
  void load(events::ReadStream question);
  void later(job what);
  void pump();
  void finish();
  void refuse(const caf::error& why);
  void broken(const caf::error& why);
  void read_days(const next& then);
  void append(const trial_fact& fact, const next& then);
  events::Event event_of(const trial_fact& fact) const;

  // trial_commands.cpp
  caf::typed_response_promise<Experiment>
  command(const Context& context,
          std::function<trial_outcome(int64_t today)> what, bool needs_days);
  void look();
  void conduct_from(size_t index, const next& then);
  void keep(std::shared_ptr<const std::vector<trial_fact>> facts, size_t index,
            const next& then);
  void wake(const std::string& id);
  experiment_actor conductor(const std::string& id) const;
  trial_clock clock_of(const ExperimentPlan& plan) const;
  bool any_accepted() const;

  Context me_;
  experiment_links links_;
  trial_book book_;
  days_record days_;
  std::shared_ptr<const record> known_ = std::make_shared<record>();
  uint64_t version_ = 0;
  int64_t looked_hour_ = INT64_MIN; ///< Of the clock, when it last looked.
  bool looking_ = false;            ///< A look waits already.
  std::deque<job> waiting_;
  job current_;
  bool busy_ = true; ///< At first it reads its stream.
};

/// Plans, schedules and decides one person's randomised experiments. Every
/// change is an event before anybody hears of it; a restart goes on from
/// there. Evidence and results are worked out from all days anew, in an actor
/// of each experiment's own. One thing at a time, in order. Overload: beyond
/// 256 that wait it answers `overloaded`. When the log fails it ends.
experiments_keeper::behavior_type
experiments(experiments_keeper::stateful_pointer<trial_registry_state> self,
            Context who, experiment_links links);

} // namespace auren::hypotheses

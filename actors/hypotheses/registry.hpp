#pragma once

#include "actors/hypotheses/analyst.hpp"
#include "actors/hypotheses/days_record.hpp"
#include "actors/hypotheses/hypothesis_actor.hpp"
#include "actors/hypotheses/told.hpp"
#include "actors/hypotheses/told_anew.hpp"
#include "actors/hypotheses/trial_registry.hpp"
#include "actors/ingest/catalogue.hpp"
#include "actors/interfaces.hpp"
#include "actors/supervision/context.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace auren::hypotheses {

/// Whom the registry works with. All are stable addresses.
struct registry_links {
  memory::long_term_memory_actor memory;
  events::event_log_actor log;
  events::reader_actor reader;
  analyst_actor analyst;
  knowledge::knowledge_actor knowledge;
  supervision::supervisor_actor tellers; ///< Under which hypotheses live.
  std::shared_ptr<supervision::addresses> table;
  std::string tellers_path;
  const ingest::catalogue* by = nullptr;
  experiments_keeper experiments{}; ///< Told when days changed.
};

/// One person's hypotheses: the engine, and what was told of it.
struct registry_state {
  static inline constexpr const char* name = "hypotheses";

  /// Commands that may wait, and as many questions while it loads.
  static constexpr size_t queue_limit = 256;

  /// Days that are lived through, told and made durable at once.
  static constexpr int64_t days_at_once = 128;

  /// How long it waits for the log or long-term memory.
  static constexpr std::chrono::seconds storage_patience{60};

  explicit registry_state(hypotheses_actor::pointer owner) : self(owner) {
    // nop
  }

  void start(Context who, registry_links others);

  caf::typed_response_promise<Advanced> advance(const Advance& command);
  caf::typed_response_promise<Hypothesis>
  propose(const ProposeHypothesis& command);
  caf::typed_response_promise<Hypothesis>
  retire(const RetireHypothesis& command);
  caf::typed_response_promise<Hypotheses> list(const ListHypotheses& question);
  caf::typed_response_promise<Hypothesis> read(const ReadHypothesis& question);

  hypotheses_actor::pointer self;

private:
  using next = std::function<void()>;
  using hypothesis_promise = caf::typed_response_promise<Hypothesis>;

  /// A command that waits or is under way.
  struct job {
    Context context;
    next run;
    std::function<void(const caf::error&)> fail;
  };

  // registry.cpp: replay, and one command after the other
  void load(events::ReadStream question);
  void restore(const events::Event& event);
  void restored();
  void later(job what);
  void pump();
  void finish();
  void refuse(const caf::error& why);
  void broken(const caf::error& why);

  // registry_commands.cpp
  void catch_up(const next& then);
  int64_t newest_day() const;
  void live(const next& then);
  void correct(const record& before, const next& then);
  void count(int64_t from, std::shared_ptr<count_anew> anew,
             events::ReadStream question, const next& then);
  void learn(const findings& found, const next& then);
  void keep(told after, told::news news, const next& then);
  void answer_advance();
  void make(const proposal& what, hypothesis_promise answer);
  void take_out(const RetireHypothesis& command, hypothesis_promise answer);
  void tell(const events::Append& command, const events::Appended& appended);

  // registry_questions.cpp
  template <class Reply>
  caf::typed_response_promise<Reply>
  when_ready(std::function<void(caf::typed_response_promise<Reply>)> ask);
  void answer_list(const ListHypotheses& question,
                   caf::typed_response_promise<Hypotheses> answer);
  void answer_read(const ReadHypothesis& question, hypothesis_promise answer);
  void wake_teller(const std::string& id);
  void renew_teller(const std::string& id);
  void update_teller(const Hypothesis& now);
  void suggest_experiment(const Hypothesis& now);
  hypothesis_actor teller(const std::string& id) const;

  Context me_;
  registry_links links_;
  std::shared_ptr<const scientist> engine_;
  std::vector<deed> deeds_; ///< Told, and not in `engine_` yet.
  days_record days_;
  std::shared_ptr<const record> known_;
  told told_;
  uint64_t version_ = 0;
  int64_t wanted_ = INT64_MIN; ///< Day up to which somebody asked to go.

  std::set<std::string> suggested_; ///< Whose experiments were proposed.
  std::deque<job> waiting_;
  job current_;
  std::vector<caf::typed_response_promise<Advanced>> advancing_;
  std::vector<job> asked_; ///< Questions, while it loads.
  bool ready_ = false;
  bool busy_ = true;
};

/// Forms, registers and decides one person's hypotheses. Every change is an
/// event before anybody hears of it; the state after a look is in its event,
/// so that a restart goes on from there. One command at a time, in order;
/// questions are answered meanwhile. Overload: beyond 256 waiting commands,
/// or questions before it has read its stream, it answers `overloaded`.
/// When the log fails it ends: its successor starts from what is durable.
hypotheses_actor::behavior_type
registry(hypotheses_actor::stateful_pointer<registry_state> self, Context who,
         registry_links links);

} // namespace auren::hypotheses

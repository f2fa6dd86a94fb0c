#pragma once

#include "actors/hypotheses/analyst.hpp"
#include "actors/hypotheses/hypothesis_actor.hpp"
#include "actors/ingest/catalogue.hpp"
#include "actors/interfaces.hpp"
#include "actors/supervision/context.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <functional>
#include <map>
#include <memory>
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
};

/// One person's hypotheses: the engine, and what was told of it.
struct registry_state {
  static inline constexpr const char* name = "hypotheses";

  explicit registry_state(hypotheses_actor::pointer owner) : self(owner) {
    // nop
  }

  void start(Context who, registry_links links);

  caf::typed_response_promise<Advanced> advance(const Advance& command);
  caf::typed_response_promise<Hypothesis> propose(ProposeHypothesis command);
  caf::typed_response_promise<Hypothesis> retire(RetireHypothesis command);
  caf::typed_response_promise<Hypotheses> list(const ListHypotheses& question);
  caf::result<Hypothesis> read(const ReadHypothesis& question);

  hypotheses_actor::pointer self;

private:
  using then = std::function<void(const caf::error&)>;

  void load(events::ReadStream question);
  void restored();
  void restore(const events::Event& event);
  void later(then what);
  void pump();
  void read_days(std::function<void(std::shared_ptr<const record>)> use,
                 then failed);
  void live_through(int64_t day, caf::typed_response_promise<Advanced> answer);
  void tell(const findings& found, int64_t through,
            caf::typed_response_promise<Advanced> answer);
  void tell_day(const day_result& day, events::Append& out, Advanced& reply);
  void tell_one(const hypothesis& one, int64_t day, const transition* moved,
                events::Append& out);
  void append(events::Append command, then done);
  void wake_teller(const std::string& id);
  std::string teller_path(const std::string& id) const;
  events::Event event_of(std::string type, std::string_view key,
                         const google::protobuf::Message& fact, int64_t day);

  Context me_;
  registry_links links_;
  std::shared_ptr<const scientist> engine_;
  std::shared_ptr<const record> known_;
  std::map<std::string, Hypothesis> last_; ///< As last told, by id.
  std::map<std::string, double> told_e_;   ///< log E of the last event, by id.
  std::vector<then> waiting_;              ///< Commands, one at a time.
  uint64_t version_ = 0;
  int64_t wanted_ = INT64_MIN; ///< Day up to which somebody asked to go.
  bool ready_ = false;
  bool busy_ = true;
};

/// Forms, registers and decides one person's hypotheses. Every change is an
/// event before anybody hears of it; the state after a look is in its event,
/// so that a restart goes on from there. One command at a time, in order;
/// questions are answered meanwhile.
hypotheses_actor::behavior_type
registry(hypotheses_actor::stateful_pointer<registry_state> self, Context who,
         registry_links links);

} // namespace auren::hypotheses

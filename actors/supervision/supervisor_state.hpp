#pragma once

#include "actors/supervision/lineup.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/type_ids.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <map>
#include <random>

namespace auren::supervision {

/// The actors around one slot of the lineup.
struct supervised {
  child_spec spec;
  caf::actor ref;   ///< The child; null while it is down.
  caf::actor route; ///< Its stable address.
  caf::error last;  ///< Why it ended last.
  std::vector<caf::typed_response_promise<caf::actor>> added;
  std::vector<caf::typed_response_promise<ActorStopped>> removed;
};

struct gathering; ///< See supervisor_control.cpp.

/// What a supervisor knows: the lineup decides, this carries out.
struct supervisor_state {
  static inline constexpr const char* name = "supervisor";

  explicit supervisor_state(caf::event_based_actor* owner);
  supervisor_state(const supervisor_state&) = delete;
  supervisor_state& operator=(const supervisor_state&) = delete;

  /// Kills what still lives: after a kill of the supervisor itself nobody
  /// else would.
  ~supervisor_state();

  // -- life: supervisor.cpp ---------------------------------------------------

  /// Takes its children and starts them. `own` is its own context.
  void open(const supervisor_spec& spec, const child_context& own);
  void on_down(const caf::down_msg& down);
  void on_exit(const caf::exit_msg& exit);
  void on_ready(const child_ready& message);
  void on_wake();

  // -- questions and commands: supervisor_control.cpp -------------------------

  caf::result<caf::actor> find(const FindActor& question);
  caf::result<ActorInfo> describe(const AskTree& question);
  caf::result<ActorRestarting> restart(const RestartActor& command);
  caf::result<caf::actor> add(const add_child& command);
  caf::result<ActorStopped> remove(const RemoveActor& command);

  // -- parts ------------------------------------------------------------------

  bool adopt(const child_spec& spec, bool added);
  void ended(const std::string& child_name, const caf::error& reason);
  void runs(const std::string& child_name);
  void step();
  void carry_out(const order& what);
  void start(const std::string& child_name, supervised& child);
  void stop(const std::string& child_name, supervised& child);
  void forget(const std::string& child_name, supervised& child);
  void release(const std::string& child_name, supervised& child);
  void finish();
  void announce();
  void arm();
  void direct(supervised& child, const caf::actor& target);
  child_context context_for(const std::string& child_name);
  template <class Reply, class Message>
  caf::result<Reply> hand_down(const std::string& child_name, Message message,
                               const std::string& rest);
  ActorInfo describe_self() const;
  void ask_branch(const caf::actor& branch, uint32_t within,
                  const std::shared_ptr<gathering>& all);
  void report_end(const std::string& child_name, verdict meaning);
  void report(std::string where, const caf::error& reason, const char* fact,
              milliseconds delay = {}, bool escalated = false);
  std::string path_of(const std::string& child_name) const;
  time_point now() const;

  caf::event_based_actor* self;
  std::string path;
  std::shared_ptr<const environment> tree;
  std::function<void()> report_ready;
  bool announced = false; ///< That all children run.
  lineup line{lineup_rules{}};
  std::map<std::string, supervised> children;
  std::map<caf::actor_addr, std::string> names; ///< Of those alive.
  std::mt19937_64 random;
  std::optional<time_point> armed;
  caf::error why; ///< It ends.
};

/// Keeps the children of `spec` alive, or fails upward; `own` is what its
/// parent gave it.
caf::behavior supervisor(caf::stateful_actor<supervisor_state>* self,
                         const supervisor_spec& spec, const child_context& own);

} // namespace auren::supervision

#pragma once

#include "actors/node/operator.hpp"

#include <caf/typed_response_promise.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace auren::node {

/// One command as it was typed, and where its output goes.
struct invocation {
  operator_actor::stateful_pointer<operator_state> self;
  operator_state* state;
  std::vector<std::string> words; ///< What follows the command's name.
  bool as_json = false;
  caf::typed_response_promise<CommandResult> answer;

  /// Prints `text` and ends with exit code `code`.
  void say(std::string text, int code = 0);

  /// Prints a message: as JSON when asked, else through `text`.
  void say(const google::protobuf::Message& message, std::string text);

  /// Prints what `why` means; ends with exit code 1.
  void fail(const caf::error& why);
};

/// One line of the REPL's table; `help` and completion come from it.
struct command {
  std::string_view name;
  std::string_view arguments;
  std::string_view help;   ///< One sentence.
  size_t least = 0;        ///< Words that must follow.
  bool takes_path = false; ///< Completed with paths of actors.
  std::function<void(invocation)> run;
};

// What the lines of the table run; each is explained there.
void show_tree(invocation in);
void show_actor(invocation in);
void tell_actor(invocation in);
void restart_actor(invocation in);
void kill_actor(invocation in);
void show_memories(invocation in);
void show_memory(invocation in);
void show_hypotheses(invocation in);
void show_experiments(invocation in);
void show_experiment(invocation in);
void show_packing(invocation in);
void show_why(invocation in);
void show_alerts(invocation in);
void show_forecast(invocation in);
void show_doubts(invocation in);
void confirm_doubt(invocation in);
void reopen_doubt(invocation in);
void show_consents(invocation in);
void give_consent(invocation in);
void withdraw_consent(invocation in);
void show_shared(invocation in);
void release_shared(invocation in);
void show_tail(invocation in);
void show_log(invocation in);
void show_projection(invocation in);
void show_parked(invocation in);
void replay_parked(invocation in);
void rebuild_projection(invocation in);
void erase_person(invocation in);

/// Every command there is, in the order of `help`.
const std::vector<command>& commands();

} // namespace auren::node

#pragma once

#include "actors/node/operator.hpp"

namespace auren::node {

/// Runs one line of the REPL and answers with what it prints. Unknown
/// commands are answered with what there is; nothing is done then.
caf::result<CommandResult>
run_command(operator_actor::stateful_pointer<operator_state> self,
            operator_state& state, const RunCommand& command);

/// Returns how the line may go on: commands, paths of actors, people.
Completions complete(const operator_state& state, const Complete& line);

} // namespace auren::node

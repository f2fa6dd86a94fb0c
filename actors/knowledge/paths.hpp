#pragma once

#include "messages/knowledge.pb.h"

#include <string>

/// Why two things may go together: over what was found in between. Pure.
namespace auren::knowledge {

/// Longest path that is told, in steps: three weak steps say nothing more.
inline constexpr int most_steps = 3;

/// Adds to `graph` the paths of current edges from `cause` to `effect` (either
/// may be empty: from anywhere, to anywhere), shortest first, then the surest;
/// at most 50. A path is no finding of its own: its grade is that of its
/// weakest step, and more than one step is never worded as causal.
void add_paths(Graph& graph, const std::string& cause,
               const std::string& effect);

} // namespace auren::knowledge

#pragma once

#include "messages/knowledge.pb.h"

#include <string>

namespace auren::knowledge {

/// Returns the group of a metric in the catalogue ("sleep", "heart"…);
/// "habit" for what it does not know.
std::string group_of(const std::string& metric);

/// Returns causes and effects as a graph: a node per metric, an edge per
/// insight that was not withdrawn and is not "no effect". Sizes are in SD per
/// SD, signed.
Graph graph_of(const Knowledge& knowledge);

} // namespace auren::knowledge

#pragma once

#include "actors/supervision/context.hpp"

#include <memory>

namespace auren::node {

/// Returns what takes every failure and restart of the tree: each becomes an
/// event of the node's own stream ("node/actors"), and a line of the log.
supervision::report_function
reporter(std::shared_ptr<supervision::addresses> table);

} // namespace auren::node

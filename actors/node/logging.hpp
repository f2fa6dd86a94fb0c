#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace auren::node {

/// Makes the process log to standard error and keep its last 500 lines.
/// `level` is one of debug, info, warn, error. May be called again.
void start_logging(std::string_view level);

/// Returns the last `n` lines of the log, oldest first. Lines never hold
/// health data: they are written from codes and paths only.
std::vector<std::string> recent_log(size_t n);

} // namespace auren::node

#pragma once

#include <string>

namespace auren::memory {

/// Returns the stem of an English word in lower-case ASCII letters, so that
/// "running" and "runs" are found by "run". Other words come back unchanged.
/// Algorithm: Porter, "An algorithm for suffix stripping", Program 14(3):130,
/// 1980, as published.
std::string stem(std::string word);

} // namespace auren::memory

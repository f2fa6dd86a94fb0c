#pragma once

#include "actors/node/demo/truth.hpp"
#include "messages/hypotheses.pb.h"

#include <string>
#include <vector>

namespace auren::node::demo {

/// How one claim or truth came out when the two were held side by side.
struct verdict {
  std::string cause;
  std::string effect;
  std::string text; ///< One sentence with its numbers.
};

/// Truth beside what was found. Nothing in it is written by hand: change the
/// truth, and another story comes out.
struct story {
  std::vector<verdict> found;    ///< True effects that were claimed.
  std::vector<verdict> missed;   ///< True effects without a claim, and why.
  std::vector<verdict> refused;  ///< Habits that do nothing, rightly unclaimed.
  std::vector<verdict> invented; ///< Claims on what is not true.
  std::vector<verdict> indirect; ///< Claims on paths of true effects.
  size_t tested = 0;             ///< Hypotheses that were registered.
};

/// Compares what is true with what is claimed now.
story compare(const truth& of, const hypotheses::Hypotheses& now);

/// Returns the story as it is printed.
std::string to_text(const story& told, const truth& of);

} // namespace auren::node::demo

#pragma once

#include <string>

namespace auren::memory {

/// How far the look at the tiers has come.
struct sweep_state {
  bool due = false; ///< It is to begin when the stream's end is folded.
  bool under_way = false;
  bool awaits_read = false; ///< It goes on when the stream's end is folded.
  int conflicts = 0;        ///< Others wrote meanwhile, so often in a row.
  std::string after;        ///< The last memory that was looked at.
};

} // namespace auren::memory

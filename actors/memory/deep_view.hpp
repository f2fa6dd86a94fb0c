#pragma once

#include "actors/memory/recollection.hpp"

#include <caf/error.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace auren::memory {

/// Everything that was ever remembered, as if there were no tiers: made from
/// the record when a question asks for it, and dropped soon after.
struct deep_view {
  std::optional<recollection> memories;
  uint64_t version = 0; ///< Of the last event that is in it.
  bool reading = false;
  std::vector<std::function<void(const caf::error&)>> waiting;

  /// Drops what was made, unless it is being made.
  void drop() {
    if (reading)
      return;
    memories.reset();
    version = 0;
  }
};

} // namespace auren::memory

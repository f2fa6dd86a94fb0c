#pragma once

#include "actors/memory/tier_policy.hpp"
#include "messages/events.pb.h"
#include "messages/memory.pb.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace auren::memory {

/// In which tier each memory is, and how it came there: a fold of the
/// memories' stream. One entry per memory, so none is in two tiers or in none.
class tier_book {
public:
  /// Moves of one memory that are told; it may have had more.
  static constexpr size_t told_moves = 16;

  struct entry {
    tier where = tier::semantic;
    int64_t since_ms = 0; ///< When it came to its tier.
    uint32_t uses = 0;
    int64_t last_used_ms = 0;
    uint32_t moves = 0;
    std::deque<MemoryMoved> trail; ///< The last moves, oldest first.
  };

  /// Folds an event; other types than stored, revised, recalled and moved
  /// change nothing. A memory begins in the tier that was stored with it.
  /// @returns the id of the memory that was moved, or nothing.
  std::string fold(const events::Event& event);

  /// Forgets every memory that `is_kept` does not know.
  void retain(const std::function<bool(const std::string&)>& is_kept);

  const entry* find(const std::string& memory_id) const;

  /// Returns every memory by id.
  const std::map<std::string, entry>& entries() const {
    return entries_;
  }

  /// Returns how many memories are in a tier.
  uint64_t count(tier which) const;

  /// Returns how many moves there were, of forgotten memories too.
  uint64_t moves() const {
    return moves_;
  }

  /// Writes what the book knows of a memory into `into`.
  void describe(Memory& into) const;

private:
  void begin(const Memory& memory);
  void move(const MemoryMoved& fact);
  void use(const MemoryRecalled& fact, int64_t when_ms);

  std::map<std::string, entry> entries_;
  uint64_t moves_ = 0;
};

} // namespace auren::memory

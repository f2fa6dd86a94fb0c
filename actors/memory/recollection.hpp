#pragma once

#include "actors/ingest/refusal.hpp"
#include "actors/memory/lexicon.hpp"
#include "messages/events.pb.h"
#include "messages/memory.pb.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace auren::memory {

/// Longest text of one memory, in bytes.
inline constexpr size_t longest_memory = 64u << 10;

/// How relevance is blended. The words decide; how much a memory matters and
/// how recent it is order what they leave close. After Park et al.,
/// "Generative Agents", UIST 2023, who add relevance, importance and recency;
/// the weights and the half-life are ours.
inline constexpr double weight_words = 0.7;
inline constexpr double weight_importance = 0.2;
inline constexpr double weight_time = 0.1;
inline constexpr double half_life_days = 90;

/// What a person's semantic memory holds: memories with two times each. One
/// is true in the world from `valid_from` to `valid_to`, and known from
/// `recorded_at` until another took its place (`superseded_by`).
///
/// What is recalled "as known at" an instant is what was recalled then, and
/// does not depend on the order in which things of one instant were recorded.
class recollection {
public:
  /// Folds an event of type memory.stored, memory.revised or
  /// memory.forgotten; others change nothing.
  void fold(const events::Event& event);

  /// Returns the memory, superseded or not, or null.
  const Memory* find(std::string_view memory_id) const;

  /// Returns what `question` finds, best first; `now_ms` is the present.
  /// Without a query: all that is visible, by importance and time. A scope
  /// finds its own memories and those without one.
  /// @returns `errc::invalid_time` if a time does not parse.
  std::variant<Recalled, ingest::refusal>
  recall(const Recall& question, int64_t now_ms) const;

  /// Returns how many memories there are that nothing superseded.
  uint64_t count() const;

private:
  /// A memory with its times in Unix milliseconds.
  struct item {
    Memory memory;
    int64_t valid_from = 0;
    int64_t valid_to = INT64_MAX;
    int64_t recorded_at = 0;
    uint32_t next = none; ///< What superseded it.
  };

  /// The two instants that a question looks from.
  struct viewpoint {
    int64_t as_of = 0;
    int64_t known_at = 0;
  };

  static constexpr uint32_t none = UINT32_MAX;

  uint32_t add(const Memory& memory);
  void forget(const std::string& memory_id);
  bool visible(const item& x, const viewpoint& from) const;
  std::vector<Hit> hits(const Recall& question, const viewpoint& from) const;

  std::vector<item> items_;
  std::unordered_map<std::string, uint32_t> by_id_;
  lexicon words_;
};

/// Returns the memory to record for a command at `now_ms`: with id, times
/// (`valid_from` is now when it is absent) and importance (0.5 when it is
/// absent), or why it is refused: `invalid_message` without text or with an
/// importance outside 0 to 1, `too_large`, `invalid_time`.
std::variant<Memory, ingest::refusal> complete(Memory memory, int64_t now_ms);

/// Returns `old` with what `change` says otherwise; empty fields stay.
Memory revised(const Memory& old, const Memory& change);

/// Returns the instant that `text` writes, a date meaning its midnight in
/// UTC; `otherwise` when it is empty, nothing when it is no time.
std::optional<int64_t> instant_or(std::string_view text, int64_t otherwise);

} // namespace auren::memory

#pragma once

#include "actors/ingest/refusal.hpp"
#include "actors/memory/cues.hpp"
#include "actors/memory/embedder.hpp"
#include "actors/memory/lexicon.hpp"
#include "actors/memory/occasion.hpp"
#include "messages/events.pb.h"
#include "messages/memory.pb.h"
#include "storage/vectors/vector_index.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace auren::memory {

/// Longest text of one memory, in bytes.
inline constexpr size_t longest_memory = 64u << 10;

/// How a score is blended. Relevance decides; how much a memory matters and
/// how recent it is order what it leaves close. After Park et al.,
/// "Generative Agents", UIST 2023, who add relevance, importance and recency;
/// the weights and the half-life are ours.
inline constexpr double weight_relevance = 0.7;
inline constexpr double weight_importance = 0.2;
inline constexpr double weight_time = 0.1;
inline constexpr double half_life_days = 90;

/// What a person's semantic memory holds: memories with two times each. One
/// is true in the world from `valid_from` to `valid_to`, and known from
/// `recorded_at` until another took its place (`superseded_by`).
///
/// What is recalled "as known at" an instant is what was recalled then, and
/// does not depend on the order in which things were recorded. (With more
/// memories than the index compares one by one, the present is searched by a
/// graph, which may miss one that is near in meaning only.)
class recollection {
public:
  /// A memory that answers, and why: the parts of its relevance.
  struct finding {
    uint32_t number = 0;
    double words = 0;
    double meaning = 0;
    double context = 0;
    double cues = 0;
    double relevance() const {
      return words + meaning + context + cues;
    }
    double score = 0;
  };

  explicit recollection(std::shared_ptr<const embedder> meaning = {},
                        storage::vectors::index_options index = {});

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

  /// Prepares the search among many memories a little further, by `n` of
  /// them; answers are complete meanwhile. Returns whether more is to do.
  bool prepare(size_t n) {
    return vectors_.link(n);
  }

private:
  /// A memory with its times in Unix milliseconds.
  struct item {
    Memory memory;
    int64_t valid_from = 0;
    int64_t valid_to = INT64_MAX;
    int64_t recorded_at = 0;
    uint32_t next = none; ///< What superseded it.
    cues says;
  };

  /// The two instants that a question looks from.
  struct viewpoint {
    int64_t as_of = 0;
    int64_t known_at = 0;
    bool present = false; ///< Neither was asked for.
  };

  static constexpr uint32_t none = UINT32_MAX;

  uint32_t add(const Memory& memory);
  void put_in_time(uint32_t number);
  void forget(const std::string& memory_id);
  bool visible(const item& x, const viewpoint& from) const;
  std::vector<bool> seen(const Recall& question, const viewpoint& from) const;
  std::vector<finding> all(const std::vector<bool>& seen) const;
  std::vector<finding> relevant(const Recall& question, const viewpoint& from,
                                const std::vector<bool>& seen) const;
  std::vector<float> meaning(const Recall& question, const viewpoint& from,
                             const std::vector<bool>& seen) const;
  std::vector<surroundings> context(const std::vector<finding>& by_time) const;
  void
  order(std::vector<finding>& found, size_t limit, const viewpoint& from) const;
  Hit hit(const finding& found, const viewpoint& from) const;

  std::vector<item> items_;
  std::vector<uint32_t> by_time_; ///< Numbers, by `valid_from` and text.
  std::unordered_map<std::string, uint32_t> by_id_;
  lexicon words_;
  std::shared_ptr<const embedder> meaning_;
  storage::vectors::vector_index vectors_;
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

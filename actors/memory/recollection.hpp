#pragma once

#include "actors/ingest/refusal.hpp"
#include "actors/memory/cues.hpp"
#include "actors/memory/embedder.hpp"
#include "actors/memory/foreign_space.hpp"
#include "actors/memory/lexicon.hpp"
#include "actors/memory/occasion.hpp"
#include "actors/memory/tier_policy.hpp"
#include "messages/events.pb.h"
#include "messages/memory.pb.h"
#include "storage/vectors/vector_index.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
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
///
/// Facts of one subject, attribute and unit contradict each other: at every
/// instant the one holds that began last among those that are valid then (of
/// two that began together the one that was told later). Nothing is retired
/// for good: when that one is forgotten, the one before it holds again.
///
/// The text of a memory may be put away: it is found by its id then, and by
/// nothing else, but still takes the place of what it superseded.
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
  void fold(const events::Event& event) {
    take(event);
    index();
  }

  /// Folds an event among many: what it tells is found after `index`.
  void take(const events::Event& event);

  /// Makes everything that was taken ready to be found.
  void index();

  /// Puts the text of a memory away.
  void put_away(const std::string& memory_id);

  /// Takes the text of one that was put away back, from the whole memory.
  void take_back(const Memory& whole);

  /// Returns whether the text of a memory is put away.
  bool is_away(const std::string& memory_id) const;

  /// Returns how many texts are put away.
  uint64_t away() const {
    return away_;
  }

  /// Returns the version of the event that told a memory; 0: there is none.
  uint64_t told_at(const std::string& memory_id) const;

  /// Returns the memory, superseded or not, or null. One that was put away
  /// has no text.
  const Memory* find(std::string_view memory_id) const;

  /// Returns the memory that has taken the place of this one by `now_ms`, a
  /// revision or a fact that contradicts it, or null.
  const Memory*
  successor_of(const std::string& memory_id, int64_t now_ms) const;

  /// Returns what `question` finds, best first; `now_ms` is the present.
  /// Without a query: all that is visible, by importance and time. A scope
  /// finds its own memories and those without one.
  ///
  /// Meaning is compared by `query`, the provider's vector of the question,
  /// when every memory has one of that provider; else by the built-in embedder.
  /// @returns `errc::invalid_time` if a time does not parse.
  std::variant<Recalled, ingest::refusal>
  recall(const Recall& question, int64_t now_ms,
         std::span<const float> query = {}) const;

  /// Lets meaning be compared by vectors of a provider, which `give_vector`
  /// brings, instead of those of any provider before.
  void compare_by(foreign_space space) {
    foreign_ = std::move(space);
  }

  /// Returns the provider's vectors, or null.
  const foreign_space* foreign() const {
    return foreign_ ? &*foreign_ : nullptr;
  }

  /// Returns how many memories that can be found have no vector there.
  size_t lacking() const {
    return foreign_ ? by_time_.size() - foreign_->size() : by_time_.size();
  }

  /// Returns up to `n` of them.
  std::vector<const Memory*> lacking(size_t n) const;

  /// Takes the provider's vector of a memory that can be found.
  /// @returns false when it does not fit.
  bool give_vector(const std::string& memory_id, std::span<const float> unit);

  /// Returns the provider's vectors as a snapshot keeps them.
  KeptVectors kept_vectors() const;

  /// Takes out of `kept`, which must be whole, what is no memory any more.
  /// @returns whether there was any.
  bool leave_known(KeptVectors& kept) const;

  /// Returns what the tier policy looks at, but for the memory's use; nothing
  /// when there is no such memory. Its `kind` lives as long as the memory.
  std::optional<tier_facts>
  facts_of(const std::string& memory_id, int64_t now_ms) const;

  /// Returns how many memories there are that nothing superseded by `now_ms`.
  uint64_t count(int64_t now_ms) const;

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
    uint32_t next = none; ///< The revision that superseded it.
    uint64_t version = 0; ///< Of the event that told it.
    bool away = false;    ///< Its text is.
    std::string key;      ///< Of its fact; empty: it states none.
    cues says;
  };

  /// The two instants that a question looks from.
  struct viewpoint {
    int64_t as_of = 0;
    int64_t known_at = 0;
    bool present = false; ///< Neither was asked for.
  };

  static constexpr uint32_t none = UINT32_MAX;

  uint32_t add(const Memory& memory, uint64_t version);
  void put_in_time(uint32_t number);
  void put_among_rivals(uint32_t number);
  void leave_index(uint32_t number);
  void leave_rivals(uint32_t number);
  void replace(uint32_t old, uint32_t by);
  void forget(const std::string& memory_id);
  std::tuple<int64_t, int64_t, std::string_view> began(uint32_t number) const;
  uint32_t rival_after(const item& x, const viewpoint& from) const;
  uint32_t successor(const item& x, const viewpoint& from) const;
  void contradict(std::vector<bool>& seen) const;
  bool visible(const item& x, const viewpoint& from) const;
  std::vector<bool> seen(const Recall& question, const viewpoint& from) const;
  std::vector<finding> all(const std::vector<bool>& seen) const;
  std::vector<finding>
  relevant(const Recall& question, const viewpoint& from,
           const std::vector<bool>& seen, std::span<const float> query) const;
  std::vector<float>
  meaning(const Recall& question, const viewpoint& from,
          const std::vector<bool>& seen, std::span<const float> query) const;
  std::vector<surroundings> context(const std::vector<finding>& by_time) const;
  void
  order(std::vector<finding>& found, size_t limit, const viewpoint& from) const;
  Hit hit(const finding& found, const viewpoint& from) const;

  std::vector<item> items_;
  std::vector<uint32_t> by_time_; ///< Numbers, by `valid_from` and text.
  /// Numbers of facts by key, in the order in which they began.
  std::map<std::string, std::vector<uint32_t>> rivals_;
  uint64_t away_ = 0;
  std::unordered_map<std::string, uint32_t> by_id_;
  lexicon words_;
  std::shared_ptr<const embedder> meaning_;
  storage::vectors::vector_index vectors_;
  std::optional<foreign_space> foreign_;
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

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace auren::memory {

/// Where a memory is kept.
enum class tier : uint8_t {
  working,   ///< What is at hand: in memory, searched, and mirrored if wanted.
  semantic,  ///< In memory and searched by words and meaning.
  long_term, ///< In the sealed record only; read by id, or when asked deeply.
};

inline constexpr tier all_tiers[]
  = {tier::working, tier::semantic, tier::long_term};

/// Returns "working", "semantic" or "long_term".
std::string_view to_string(tier which);

/// Returns the tier of that name, or nothing.
std::optional<tier> parse_tier(std::string_view name);

/// What the policy looks at. Times are Unix milliseconds.
struct tier_facts {
  std::string_view kind;
  double importance = 0.5;
  int64_t recorded_at = 0;
  int64_t valid_from = 0;
  uint32_t uses = 0;
  int64_t last_used = 0;    ///< 0: never.
  bool superseded = false;  ///< Another took its place by now.
  bool states_fact = false; ///< It is the value of an attribute.
};

/// A tier and the rule that chose it: age, use, importance, fact, superseded.
struct placement {
  tier where = tier::semantic;
  std::string_view reason;
};

/// Which tier a memory belongs to: a function of its age, its importance and
/// its use alone. The numbers are ours; what they answer is in `place`.
struct tier_policy {
  /// How long something new, or used, stays at hand: what working memory
  /// keeps of samples.
  std::chrono::milliseconds working = std::chrono::days{30};
  /// How long what nobody used is searched: a year, so that every season and
  /// anniversary is met once more.
  std::chrono::milliseconds searched = std::chrono::days{365};
  /// From this importance on a memory is always searched.
  double keep = 0.8;

  /// Returns where a memory belongs at `now_ms`.
  ///
  /// Something is at hand while it is new in both of its times, or was used
  /// lately; then it is searched for `searched`, from when it was recorded or
  /// last used, longer by that time for each doubling of its uses (what is
  /// recalled again and again is forgotten ever more slowly: Ebbinghaus,
  /// "Über das Gedächtnis", 1885). What matters much and facts that still hold
  /// are never put away. History is never at hand.
  placement place(const tier_facts& of, int64_t now_ms) const;
};

/// Returns how long memories of `kind` stay in a tier, as a multiple of what
/// they would otherwise: one table, with its reasons.
double stay_of(std::string_view kind);

} // namespace auren::memory

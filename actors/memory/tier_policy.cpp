#include "actors/memory/tier_policy.hpp"

#include <algorithm>
#include <cmath>

namespace auren::memory {

namespace {

struct kind_stay {
  std::string_view kind;
  double factor;
};

constexpr kind_stay stays[] = {
  {"answer", 0.5},       // can be composed again from what it cites
  {"conversation", 0.5}, // matters while it is talked about
  {"insight", 2},        // took weeks of evidence to find
};

bool within(int64_t since_ms, int64_t now_ms, double span_ms) {
  return static_cast<double>(now_ms - since_ms) < span_ms;
}

double length(std::chrono::milliseconds span) {
  return static_cast<double>(span.count());
}

} // namespace

std::string_view to_string(tier which) {
  switch (which) {
    case tier::working: return "working";
    case tier::semantic: return "semantic";
    case tier::long_term: return "long_term";
  }
  return "";
}

std::optional<tier> parse_tier(std::string_view name) {
  for (auto one : all_tiers)
    if (to_string(one) == name)
      return one;
  return std::nullopt;
}

double stay_of(std::string_view kind) {
  auto found = std::ranges::find(stays, kind, &kind_stay::kind);
  return found == std::end(stays) ? 1 : found->factor;
}

placement tier_policy::place(const tier_facts& of, int64_t now_ms) const {
  auto stay = stay_of(of.kind);
  auto at_hand = length(working) * stay;
  auto used = of.uses > 0 && within(of.last_used, now_ms, at_hand);
  auto fresh = within(of.recorded_at, now_ms, at_hand)
               && within(of.valid_from, now_ms, at_hand);
  if (!of.superseded && (used || fresh))
    return {tier::working, used ? "use" : "age"};
  if (!of.superseded && of.states_fact)
    return {tier::semantic, "fact"};
  if (!of.superseded && of.importance >= keep)
    return {tier::semantic, "importance"};
  auto touched = std::max(of.recorded_at, of.last_used);
  auto span = length(searched) * stay * (1 + std::log2(1.0 + of.uses));
  if (within(touched, now_ms, span))
    return {tier::semantic, of.superseded ? "superseded" : "age"};
  return {tier::long_term, of.superseded ? "superseded" : "age"};
}

} // namespace auren::memory

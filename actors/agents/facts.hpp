#pragma once

#include "messages/agents.pb.h"
#include "messages/hypotheses.pb.h"
#include "messages/knowledge.pb.h"
#include "messages/memory.pb.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is known of the person when a question is asked: pure.
namespace auren::agents {

/// A snapshot, decoded.
struct facts {
  std::string taken_at;
  memory::Metrics metrics;
  knowledge::Knowledge insights;
  hypotheses::Hypotheses hypotheses;
  memory::Recalled memories;
  memory::Days days;
  std::vector<std::string> missing; ///< What could not be read, and why.

  /// Returns the summary of a metric, or null.
  const memory::MetricSummary* find(std::string_view metric) const;

  /// Returns what the person calls a metric: its label in the middle of a
  /// sentence, or its name in words when it has none.
  std::string label(std::string_view metric) const;

  /// Returns the unit of a metric, or nothing.
  std::string unit(std::string_view metric) const;

  /// Returns the group of a metric, or nothing.
  std::string group(std::string_view metric) const;
};

/// Decodes `snapshot`; a part that does not parse is empty and said missing.
facts facts_of(const Snapshot& snapshot);

/// Takes `today` from metrics whose newest value is older than 36 hours: the
/// person's newest day is not today then.
void forget_stale_days(memory::Metrics& metrics, int64_t now_ms);

/// Where a metric stands against its own baseline.
struct standing {
  double value = 0;     ///< The day's value, else the latest.
  double deviation = 0; ///< In spreads from the median.
  bool so_far = false;  ///< A sum of a day that is not over.
};

/// Returns where `m` stands, or nothing without a finite value and baseline.
/// A spread of zero is taken as 1 % of the median, so that any other value is
/// far off.
std::optional<standing> standing_of(const memory::MetricSummary& m);

/// Returns where a deviation lies, in words: "within your usual range" up to
/// one spread, "a little above" up to two, beyond "well above".
std::string range_words(double deviation);

} // namespace auren::agents

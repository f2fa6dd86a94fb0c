#pragma once

#include "actors/agents/facts.hpp"
#include "messages/agents.pb.h"

#include <optional>
#include <string>
#include <vector>

/// Facts as footnotes, with every number that a text may take from them: pure.
namespace auren::agents {

/// Returns the evidence of a metric's value against its baseline; when there
/// is no baseline its text says why.
Evidence evidence_of(const memory::MetricSummary& metric, const facts& known);

/// Returns the evidence of an insight. Grade and status are the insight's.
Evidence evidence_of(const knowledge::Insight& insight, const facts& known);

/// Returns the evidence of a hypothesis that is being tested.
Evidence evidence_of(const hypotheses::Hypothesis& h, const facts& known);

/// Returns the evidence of something that was noted.
Evidence evidence_of(const memory::Memory& memory);

/// A metric's last days against those before.
struct course {
  double recent = 0; ///< Median of the last `days` days.
  double before = 0;
  uint32_t recent_n = 0, before_n = 0; ///< Days with a value.
  uint32_t days = 0, days_before = 0;
};

/// Returns how `metric` went: the last `days` days of its record against
/// those before (as many when `even`, else four times as many), or nothing
/// when fewer than four of the first or seven (four when `even`) of the second
/// have a value.
std::optional<course>
course_of(const memory::Days& all, std::string_view metric, uint32_t days,
          bool even);

/// Returns the evidence of a course.
Evidence
evidence_of(const course& c, std::string_view metric, const facts& known);

/// Returns evidence that only says why something is not known; the numbers of
/// `reason` are its figures.
Evidence absence(std::string_view metric, const std::string& reason);

/// Collects what is cited, each once, and numbers it "e1", "e2", ….
class notebook {
public:
  /// Returns the footnote of `e`, whose own id does not matter.
  std::string cite(Evidence e);

  /// What was cited, in order.
  const std::vector<Evidence>& cited() const;

private:
  std::vector<Evidence> cited_;
};

} // namespace auren::agents

#pragma once

#include "actors/agents/evidence.hpp"
#include "actors/agents/facts.hpp"
#include "messages/agents.pb.h"

#include <string>

/// One claim from one fact, in words no stronger than its grade: pure. Every
/// claim cites what it says in the notebook.
namespace auren::agents {

/// A metric against its own baseline; without a value or a baseline, why
/// there is none (grade "unknown").
Claim state_claim(const memory::MetricSummary& m, const facts& known,
                  notebook& notes);

/// Why a metric has no baseline (grade "unknown"); call it only without one.
Claim baseline_claim(const memory::MetricSummary& m, const facts& known,
                     notebook& notes);

/// What goes with what, how much and how sure; an insight that is no longer
/// current is told as such (grade "unknown").
Claim insight_claim(const knowledge::Insight& i, const facts& known,
                    notebook& notes);

/// What is being tested (grade "unknown": nothing is known of it yet).
Claim hypothesis_claim(const hypotheses::Hypothesis& h, const facts& known,
                       notebook& notes);

/// How a metric went.
Claim course_claim(const course& c, const memory::MetricSummary& m,
                   const facts& known, notebook& notes);

/// What was noted, quoted.
Claim memory_claim(const memory::Memory& memory, notebook& notes);

/// That something is not known, and why; `reason` ends in a full stop.
Claim absence_claim(std::string_view metric, const std::string& reason,
                    notebook& notes);

} // namespace auren::agents

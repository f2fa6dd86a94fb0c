#include "actors/agents/phrasing.hpp"
#include "actors/agents/wording.hpp"
#include "actors/hypotheses/judge.hpp"
#include "actors/hypotheses/trial_words.hpp"
#include "actors/hypotheses/wording.hpp"
#include "actors/knowledge/contradiction.hpp"
#include "actors/knowledge/insight.hpp"
#include "actors/knowledge/paths.hpp"
#include "actors/knowledge/priors.hpp"
#include "tests/actors/agents/support.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace auren;

/// Every sentence that is generated from what was found, in every grade and
/// form, against the grammar of what each grade may say. Metrics are called
/// so that no word of theirs can be a verb of the grammar.
namespace {

int enumerated = 0;

/// Fails when `text` says more than `grade` may.
void permits(const std::string& grade, const std::string& text) {
  ++enumerated;
  REQUIRE_FALSE(text.empty());
  auto objection = agents::wording_objection(text, grade);
  CHECK_MESSAGE(!objection,
                (grade + " " + objection.value_or("") + ": " + text));
}

/// A reason speaks of "an effect of this size" and of days "to decide": that
/// is no claim. Verbs of a cause, and certainty, are.
void reasons_nothing_causal(const std::string& text) {
  ++enumerated;
  for (auto* word : {"cause", "due to", "lead", "raise", "improve", "prove",
                     "makes", "affect", "certain", "always", "reliabl"})
    CHECK_MESSAGE(text.find(word) == text.npos, text);
}

constexpr hypotheses::status all_statuses[]{
  hypotheses::status::proposed,     hypotheses::status::registered,
  hypotheses::status::testing,      hypotheses::status::supported,
  hypotheses::status::knowledge,    hypotheses::status::refuted,
  hypotheses::status::inconclusive, hypotheses::status::association,
  hypotheses::status::stale,        hypotheses::status::contradicted,
  hypotheses::status::retired};

std::string grade_of_status(hypotheses::status now, bool experiment) {
  if (now == hypotheses::status::knowledge)
    return experiment ? "experiment" : "tested";
  return now == hypotheses::status::supported ? "observed" : "unknown";
}

hypotheses::metric
metric_called(const char* name, hypotheses::value_type type, const char* unit) {
  hypotheses::metric out;
  out.name = name;
  out.label = name;
  out.type = type;
  out.unit = unit;
  return out;
}

std::vector<hypotheses::statement> all_statements() {
  using hypotheses::value_type;
  std::vector<hypotheses::statement> out;
  for (auto now : all_statuses)
    for (bool experiment : {false, true})
      for (auto type :
           {value_type::norm, value_type::binary, value_type::count})
        for (auto* unit : {"", "ms"})
          for (int lag = 0; lag <= 7; ++lag)
            for (double units : {-3.2, 0.0, std::nan("")})
              for (double n : {12.0, 90.0}) {
                hypotheses::statement s;
                s.now = now, s.experiment = experiment;
                s.cause = metric_called("Alpha", type, unit);
                s.effect = metric_called("Beta", value_type::norm, unit);
                s.lag_days = lag, s.units = units;
                s.low = units - 1, s.high = units + 1;
                s.days = 80, s.n_effective = n;
                out.push_back(s);
              }
  return out;
}

knowledge::Insight
made(const char* grade, const char* verdict, const char* status,
     const char* cause, const char* condition, double size, int lag) {
  knowledge::Insight i;
  i.set_id("x" + std::to_string(lag));
  i.set_cause(cause);
  i.set_effect("beta");
  i.set_grade(grade);
  i.set_verdict(verdict);
  i.set_status(status);
  i.set_condition(condition);
  i.set_lag_days(lag);
  i.set_confidence(0.9);
  i.set_n_effective(80);
  i.mutable_estimate()->set_size(size);
  i.mutable_estimate()->set_units(size * 10);
  i.mutable_estimate()->set_ci_low(size * 10 - 1);
  i.mutable_estimate()->set_ci_high(size * 10 + 1);
  return i;
}

/// Grades with the verdicts that they can have.
constexpr std::pair<const char*, const char*> all_grades[]{
  {"observed", ""},
  {"tested", ""},
  {"experiment", ""},
  {"experiment", "effect"},
  {"experiment", "no_effect_that_matters"}};

std::vector<knowledge::Insight> all_insights() {
  std::vector<knowledge::Insight> out;
  for (auto [grade, verdict] : all_grades)
    for (auto* status : {"current", "weakened", "contradicted", "withdrawn"})
      for (auto* cause : {"alpha", "late_meal"})
        for (auto* condition : {"", "on weekends"})
          for (double size : {-0.4, 0.0, 0.4})
            for (int lag : {0, 1, 2, 7})
              out.push_back(
                made(grade, verdict, status, cause, condition, size, lag));
  return out;
}

constexpr int insight_forms = 5 * 4 * 2 * 2 * 3 * 4;

} // namespace

TEST_SUITE_BEGIN("agents.grammar");

TEST_CASE("the grammar can tell: causal words need an experiment") {
  for (auto* text :
       {"Alpha causes beta to rise.", "Beta is lower because of alpha.",
        "Alpha lowered beta.", "Alpha improves beta.", "Alpha leads to beta.",
        "Beta is lower due to alpha.", "Alpha affects beta."}) {
    for (auto* grade : {"unknown", "noted", "measured", "observed", "tested"})
      CHECK_MESSAGE(agents::wording_objection(text, grade), text);
    CHECK_MESSAGE(!agents::wording_objection(text, "experiment"), text);
  }
  CHECK(agents::wording_objection("Beta is reliably lower.", "observed"));
  CHECK_FALSE(agents::wording_objection("Beta is reliably lower.", "tested"));
  for (auto* grade : {"unknown", "observed", "tested", "experiment"})
    CHECK(agents::wording_objection("This proves that alpha matters.", grade));
}

TEST_CASE("no sentence of a hypothesis claims more than its status") {
  enumerated = 0;
  for (auto& s : all_statements())
    permits(grade_of_status(s.now, s.experiment), hypotheses::sentence(s));
  CHECK_EQ(enumerated, 11 * 2 * 3 * 2 * 8 * 3 * 2);
}

TEST_CASE("no reason for a status claims more than it") {
  std::set<std::string> seen; // by status: most standings read the same
  enumerated = 0;
  for (auto now : all_statuses)
    for (unsigned bits = 0; bits < 512; ++bits) {
      hypotheses::standing s;
      s.registered = bits & 1, s.known = bits & 2, s.tested = bits & 4;
      s.passes = bits & 8, s.reverse = bits & 16, s.faded = bits & 32;
      s.decayed = bits & 64, s.opposite = bits & 128, s.experiment = bits & 256;
      s.evidence_days = 60;
      auto grade = grade_of_status(now, s.experiment);
      hypotheses::evidence proof;
      for (auto* given : {&proof, static_cast<hypotheses::evidence*>(nullptr)})
        if (auto text = hypotheses::reason_for(now, s, given);
            !text.empty() && seen.insert(grade + text).second)
          reasons_nothing_causal(text);
    }
  CHECK_GE(enumerated, 8);
}

TEST_CASE("an experiment says causes when it found an effect, else never") {
  hypotheses::ExperimentPlan plan;
  plan.set_cause("alpha");
  plan.set_outcome("beta");
  enumerated = 0;
  for (std::string verdict :
       {"effect", "no_effect_that_matters", "undecided", ""})
    for (bool difference : {false, true})
      for (double size : {-2.0, 2.0})
        for (bool interval : {false, true})
          for (bool p : {false, true}) {
            hypotheses::ExperimentResult r;
            r.set_verdict(verdict);
            r.set_reason("No pair of blocks has the outcome yet.");
            if (difference)
              r.set_difference(size);
            if (interval)
              r.set_ci_low(size - 1), r.set_ci_high(size + 1);
            if (p)
              r.set_p_value(0.004);
            auto text = hypotheses::trial_sentence(plan, r, {});
            bool decided
              = difference
                && (verdict == "effect" || verdict == "no_effect_that_matters");
            permits(decided ? "experiment" : "unknown", text);
            CHECK_EQ(text.find("causes") != text.npos,
                     difference && verdict == "effect");
          }
  CHECK_EQ(enumerated, 4 * 2 * 2 * 2 * 2);
}

TEST_CASE("no insight claims more than its grade, nor do its limits") {
  enumerated = 0;
  for (auto& i : all_insights()) {
    auto text = knowledge::sentence_of(i);
    permits(i.grade(), text);
    permits(i.grade(), knowledge::limits_of(i.grade()));
    if (i.grade() != "experiment")
      CHECK_NE(text.find("other causes are not excluded"), text.npos);
  }
  CHECK_EQ(enumerated, 2 * insight_forms);
}

TEST_CASE("no claim of an agent claims more than its insight's grade") {
  auto known = test::someone();
  enumerated = 0;
  for (auto& i : all_insights()) {
    agents::notebook notes;
    auto claim = agents::insight_claim(i, known, notes);
    permits(claim.grade(), claim.text());
    CHECK_EQ(claim.grade(), i.status() == "current" ? i.grade() : "unknown");
  }
  CHECK_EQ(enumerated, insight_forms);
}

TEST_CASE("paths, priors and settled contradictions never say causes") {
  for (auto* grade : {"observed", "tested", "experiment"})
    for (int steps = 1; steps <= 3; ++steps) {
      knowledge::Graph graph;
      for (int at = 0; at < steps; ++at) {
        auto& edge = *graph.add_edges();
        edge.set_cause("alpha" + std::string(static_cast<size_t>(at), 'a'));
        edge.set_effect("alpha"
                        + std::string(static_cast<size_t>(at) + 1, 'a'));
        edge.set_grade(grade);
        edge.set_status("current");
        edge.set_size(at % 2 == 0 ? 0.3 : -0.3);
      }
      knowledge::add_paths(graph, "alpha", "");
      REQUIRE_EQ(graph.paths_size(), steps);
      for (auto& path : graph.paths())
        permits("observed", path.sentence());
    }
  for (auto& prior : knowledge::priors())
    permits("unknown", prior.sentence());
  std::set<std::string> reasons;
  auto all = all_insights();
  for (auto& a : all)
    for (size_t b = 0; b < all.size(); b += 5) {
      auto one = a, other = all[b];
      knowledge::settle({&one, &other});
      for (auto* i : {&one, &other})
        if (!i->reason().empty() && reasons.insert(i->reason()).second)
          permits("observed", i->reason());
    }
  CHECK_GE(reasons.size(), 4);
}

TEST_SUITE_END();

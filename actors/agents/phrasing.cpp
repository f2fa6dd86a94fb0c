#include "actors/agents/phrasing.hpp"

#include "actors/agents/numbers.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::agents {

namespace {

Claim claimed(std::string text, std::string grade, const std::string& note) {
  Claim claim;
  claim.set_text(std::move(text));
  claim.set_grade(std::move(grade));
  claim.add_evidence(note);
  return claim;
}

std::string without_stop(std::string text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ' '))
    text.pop_back();
  return text;
}

std::string date_of(const std::string& time) {
  return time.size() >= 10 ? time.substr(0, 10) : time;
}

bool yes_or_no(const facts& known, const std::string& metric) {
  return known.unit(metric) == "bool";
}

/// "on days with more caffeine", "on the day after a late meal".
std::string after(const std::string& cause, int lag, const facts& known) {
  auto what = (yes_or_no(known, cause) ? "" : "more ") + known.label(cause);
  if (lag == 0)
    return "on days with " + what;
  if (lag == 1)
    return "on the day after " + what;
  return fmt::format("{} days after {}", lag, what);
}

std::string amount(const knowledge::Insight& i, const facts& known) {
  auto& e = i.estimate();
  if (!std::isfinite(e.units()) || e.units() == 0)
    return fmt::format("{} SD per SD", written(std::abs(e.size())));
  auto unit = known.unit(i.effect());
  auto per = known.unit(i.cause());
  bool plain = per.empty() || per == "count" || per == "drinks" || per == "bool"
               || per == "1-10" || per == "score";
  auto text = written(std::abs(e.units()), unit)
              + (yes_or_no(known, i.cause()) || i.grade() == "experiment" ? ""
                 : plain ? " for each"
                         : " per " + per);
  if (!std::isfinite(e.ci_low()) || !std::isfinite(e.ci_high())
      || (e.ci_low() == 0 && e.ci_high() == 0))
    return text;
  return fmt::format("{} (95 % interval {} to {})", text,
                     written(e.ci_low(), unit), written(e.ci_high(), unit));
}

std::string core(const knowledge::Insight& i, const facts& known) {
  bool higher = i.estimate().size() >= 0;
  auto effect = known.label(i.effect());
  auto when = after(i.cause(), i.lag_days(), known);
  if (!i.condition().empty())
    when += ", " + i.condition() + " only";
  auto side = higher ? "higher" : "lower";
  if (i.verdict() == "no_effect_that_matters")
    return fmt::format("In your experiment {} made no difference to {} that "
                       "matters",
                       known.label(i.cause()), effect);
  if (i.grade() == "experiment")
    return fmt::format("In your experiment {} {} {}", known.label(i.cause()),
                       higher ? "raised" : "lowered", effect);
  if (i.grade() == "tested")
    return fmt::format("{} is reliably {} {}", words::capital(effect), side,
                       when);
  return fmt::format("It looks like {} is {} {}", effect, side, when);
}

/// The first bytes of a note, cut between letters.
std::string quoted(const std::string& text) {
  constexpr size_t most = 160;
  if (text.size() <= most)
    return "“" + text + "”";
  auto end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) >> 6) == 2)
    --end;
  return "“" + text.substr(0, end) + "” …";
}

Claim faded(const knowledge::Insight& i, const facts& known, notebook& notes) {
  auto text
    = fmt::format("That {} goes with {} was found earlier; it is {} "
                  "now.",
                  known.label(i.effect()), known.label(i.cause()), i.status());
  return claimed(text, "unknown", notes.cite(evidence_of(i, known)));
}

} // namespace

Claim baseline_claim(const memory::MetricSummary& m, const facts& known,
                     notebook& notes) {
  auto why = without_stop(m.baseline_absent());
  auto text
    = fmt::format("No baseline for your {} yet{}{}.", known.label(m.metric()),
                  why.empty() ? "" : ": ", why);
  return claimed(text, "unknown", notes.cite(evidence_of(m, known)));
}

Claim state_claim(const memory::MetricSummary& m, const facts& known,
                  notebook& notes) {
  auto label = known.label(m.metric());
  auto value = m.has_today() ? m.today() : m.latest().value();
  bool any = (m.has_today() || m.has_latest()) && std::isfinite(value);
  if (any && m.aggregate() == "sum" && !m.has_today())
    return absence_claim(
      m.metric(), "There is no value of your " + label + " for today yet.",
      notes);
  if (!any)
    return absence_claim(m.metric(),
                         "There is no value of your " + label + " yet.", notes);
  auto note = notes.cite(evidence_of(m, known));
  auto when = date_of(m.latest().time());
  auto standing = standing_of(m);
  auto text = fmt::format("Your {} {} {}", label,
                          standing && standing->so_far ? "so far is" : "was",
                          written(value, m.unit()));
  if (!when.empty())
    text += fmt::format(" ({})", when);
  if (standing && !standing->so_far)
    text += fmt::format(
      ", {} (median {}, {} days)", range_words(standing->deviation),
      written(m.baseline().median(), m.unit()), m.baseline().n());
  return claimed(text + ".", "measured", note);
}

Claim insight_claim(const knowledge::Insight& i, const facts& known,
                    notebook& notes) {
  if (i.status() != "current")
    return faded(i, known, notes);
  auto text
    = fmt::format("{}: {}; {} effective days, confidence {} %.", core(i, known),
                  amount(i, known), written(std::round(i.n_effective())),
                  written(std::round(i.confidence() * 100)));
  if (i.grade() != "experiment")
    text += " Other causes are not excluded.";
  auto claim = claimed(text, i.grade(), notes.cite(evidence_of(i, known)));
  claim.set_cause(i.cause());
  claim.set_effect(i.effect());
  claim.set_direction(i.estimate().size() >= 0 ? 1 : -1);
  claim.set_confidence(i.confidence());
  return claim;
}

Claim hypothesis_claim(const hypotheses::Hypothesis& h, const facts& known,
                       notebook& notes) {
  auto& p = h.prediction();
  auto text = fmt::format(
    "Under test: whether {} is {} {}; {} days of evidence so far.",
    known.label(p.effect()), p.direction() >= 0 ? "higher" : "lower",
    after(p.cause(), p.lag_days(), known), h.evidence_days());
  return claimed(text, "unknown", notes.cite(evidence_of(h, known)));
}

Claim course_claim(const course& c, const memory::MetricSummary& m,
                   const facts& known, notebook& notes) {
  auto change = c.recent - c.before;
  auto spread = m.has_baseline() ? m.baseline().spread() : 0;
  bool same = std::abs(change) <= std::max(0.5 * spread, 1e-9);
  auto text = fmt::format(
    "In the last {} days your {} had a median of {}, against {} in the {} days "
    "before: {}.",
    c.days, known.label(m.metric()), written(c.recent, m.unit()),
    written(c.before, m.unit()), c.days_before,
    same         ? "about the same"
    : change > 0 ? "higher by " + written(change, m.unit())
                 : "lower by " + written(-change, m.unit()));
  return claimed(text, "measured",
                 notes.cite(evidence_of(c, m.metric(), known)));
}

Claim memory_claim(const memory::Memory& memory, notebook& notes) {
  auto note = notes.cite(evidence_of(memory));
  auto when = date_of(memory.valid_from());
  auto text = fmt::format("You noted{}: {}.", when.empty() ? "" : " on " + when,
                          quoted(memory.text()));
  return claimed(text, "noted", note);
}

Claim absence_claim(std::string_view metric, const std::string& reason,
                    notebook& notes) {
  return claimed(reason, "unknown", notes.cite(absence(metric, reason)));
}

} // namespace auren::agents

#include "actors/node/demo/story.hpp"

#include "actors/knowledge/insight.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::node::demo {

namespace {

using hypotheses::Hypothesis;
using hypotheses::Status;

std::string called(const std::string& metric) {
  return words::inside(knowledge::label_of(metric));
}

std::string when(int lag_days) {
  if (lag_days == 0)
    return "the same day";
  return lag_days == 1 ? "the next day"
                       : fmt::format("{} days later", lag_days);
}

/// "Caffeine -> deep sleep, the next day".
std::string
link(const std::string& cause, const std::string& effect, int lag_days) {
  return fmt::format("{} -> {}, {}", knowledge::label_of(cause), called(effect),
                     when(lag_days));
}

bool claimed(const Hypothesis& one) {
  return one.status() == Status::supported || one.status() == Status::knowledge
         || one.status() == Status::stale;
}

std::string told(const Hypothesis& one) {
  auto& effect = one.effect();
  return fmt::format("{} (effect {:+.2f} SD/SD, confidence {:.2f}, {} evidence "
                     "days, {})",
                     effect.sentence(), effect.size(), one.confidence(),
                     one.evidence_days(), Status::Value_Name(one.status()));
}

const Hypothesis* best(const hypotheses::Hypotheses& now,
                       std::string_view cause, std::string_view effect) {
  const Hypothesis* found = nullptr;
  for (auto& one : now.hypotheses()) {
    auto& what = one.prediction();
    if (what.cause() != cause || what.effect() != effect)
      continue;
    if (found == nullptr || (claimed(one) && !claimed(*found))
        || (claimed(one) == claimed(*found)
            && one.confidence() > found->confidence()))
      found = &one;
  }
  return found;
}

bool agrees(const true_effect& truth, const Hypothesis& one) {
  auto& what = one.prediction();
  return (what.direction() > 0) == (truth.size > 0)
         && what.lag_days() == truth.lag_days;
}

std::string arrow(const true_effect& one) {
  return fmt::format("{} (truth {:+.2f} SD/SD)",
                     link(one.cause, one.effect, one.lag_days), one.size);
}

void judge(const true_effect& one, const hypotheses::Hypotheses& now,
           story& out) {
  auto* seen = best(now, one.cause, one.effect);
  verdict result{one.cause, one.effect, {}};
  if (seen != nullptr && claimed(*seen) && agrees(one, *seen)) {
    result.text = fmt::format("{}: {}", arrow(one), told(*seen));
    out.found.push_back(std::move(result));
    return;
  }
  auto why = seen == nullptr
               ? std::string{"never stood out enough to be tested"}
               : fmt::format("{}: {}", Status::Value_Name(seen->status()),
                             seen->reason());
  result.text = fmt::format("{}: {}", arrow(one), why);
  out.missed.push_back(std::move(result));
}

void judge_claim(const truth& of, const Hypothesis& one, story& out) {
  auto& what = one.prediction();
  auto right = std::ranges::any_of(of.effects, [&](auto& t) {
    return t.cause == what.cause() && t.effect == what.effect()
           && agrees(t, one);
  });
  if (right)
    return;
  verdict result{what.cause(), what.effect(),
                 fmt::format("{}: {}",
                             link(what.cause(), what.effect(), what.lag_days()),
                             told(one))};
  auto& where
    = of.indirect(what.cause(), what.effect()) ? out.indirect : out.invented;
  where.push_back(std::move(result));
}

void judge_idle(const std::string& habit, const hypotheses::Hypotheses& now,
                story& out) {
  int looked = 0;
  for (auto& one : now.hypotheses()) {
    if (one.prediction().cause() != habit)
      continue;
    ++looked;
    if (claimed(one))
      return; // it stands among the invented ones
  }
  out.refused.push_back(
    {habit, "",
     fmt::format("{}: no claim was made ({} prediction{} tested)",
                 knowledge::label_of(habit), looked, looked == 1 ? "" : "s")});
}

void part(std::string& out, std::string_view title,
          const std::vector<verdict>& list) {
  out += fmt::format("\n{} ({})\n", title, list.size());
  for (auto& one : list)
    out += fmt::format("  {}\n", one.text);
}

} // namespace

story compare(const truth& of, const hypotheses::Hypotheses& now) {
  story out;
  out.tested = static_cast<size_t>(now.hypotheses_size());
  for (auto& one : of.effects)
    judge(one, now, out);
  for (auto& one : now.hypotheses())
    if (claimed(one))
      judge_claim(of, one, out);
  for (auto& habit : of.no_effect)
    judge_idle(habit, now, out);
  return out;
}

std::string to_text(const story& told, const truth& of) {
  auto out
    = fmt::format("{} days, {} metrics, {} true effects; AUREN "
                  "registered {} predictions and tested them on later "
                  "days only.\n",
                  of.days, of.traits.size(), of.effects.size(), told.tested);
  part(out, "Found", told.found);
  part(out, "Missed", told.missed);
  part(out, "Rightly refused", told.refused);
  part(out, "Claimed, but not true", told.invented);
  if (!told.indirect.empty())
    part(out, "Claimed along a path of true effects", told.indirect);
  return out;
}

} // namespace auren::node::demo

#include "actors/agents/phrasing.hpp"
#include "actors/agents/reasoner.hpp"
#include "actors/agents/wording.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace auren::agents {

namespace {

using summary = const memory::MetricSummary*;

bool contains(const auto& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

/// One consultation in progress.
struct train_of_thought {
  const brief& b;
  const cast& known_cast;
  notebook notes;
  Consulted reply;
  std::set<std::string> said;

  void step(const char* type, std::string text, const char* tool = "") {
    auto* s = reply.add_steps();
    s->set_type(type);
    s->mutable_acted()->set_agent(b.who.about.name());
    s->mutable_acted()->set_text(std::move(text));
    s->mutable_acted()->set_tool(tool);
    if (*tool != '\0')
      reply.mutable_cost()->set_tool_uses(reply.cost().tool_uses() + 1);
  }

  void say(Claim claim, uint32_t rank) {
    if (!said.insert(claim.text()).second)
      return;
    claim.set_rank(rank);
    *reply.mutable_contribution()->add_claims() = std::move(claim);
  }

  void not_known(const std::string& reason, uint32_t rank,
                 std::string_view metric = {}) {
    say(absence_claim(metric, reason, notes), rank);
  }

  bool mine(std::string_view metric) const {
    auto group = b.known.group(metric);
    return contains(b.who.about.domains(), group);
  }
};

/// The metrics that were asked for; when none was, those of the persona that
/// are furthest from their baseline.
std::vector<summary> subjects(train_of_thought& t) {
  std::vector<summary> found;
  for (auto& metric : t.b.asked.metrics)
    if (auto* m = t.b.known.find(metric))
      found.push_back(m);
  if (!t.b.asked.metrics.empty()) {
    if (std::ranges::any_of(found,
                            [&](auto* m) { return t.mine(m->metric()); }))
      std::erase_if(found, [&](auto* m) { return !t.mine(m->metric()); });
    return found;
  }
  for (auto& metric : t.b.who.looks_at)
    if (auto* m = t.b.known.find(metric))
      found.push_back(m);
  std::ranges::stable_sort(found, std::greater{}, [](summary m) {
    auto s = standing_of(*m);
    return s && !s->so_far ? std::abs(s->deviation) : -1.0;
  });
  return found;
}

void tell_states(train_of_thought& t, const std::vector<summary>& metrics,
                 uint32_t rank) {
  t.step("agent.tool_used", "Read latest values and baselines.", "metrics");
  size_t told = 0;
  for (auto* m : metrics) {
    if (told++ == 3)
      break;
    t.say(state_claim(*m, t.b.known, t.notes), rank);
    if (!m->has_baseline())
      t.say(baseline_claim(*m, t.b.known, t.notes), rank + 2);
  }
}

/// Insights that `wanted` takes, best founded first.
template <class Wanted>
std::vector<const knowledge::Insight*>
insights(train_of_thought& t, Wanted wanted) {
  t.step("agent.tool_used", "Looked up what was found so far.", "insights");
  std::vector<const knowledge::Insight*> found;
  for (auto& i : t.b.known.insights.insights())
    if (i.status() != "withdrawn" && wanted(i))
      found.push_back(&i);
  std::ranges::stable_sort(found, [](auto* a, auto* b) {
    auto key = [](auto* i) {
      return std::tuple{i->status() == "current", strength(i->grade()),
                        i->confidence()};
    };
    return key(a) > key(b);
  });
  return found;
}

bool about(const std::vector<summary>& metrics, std::string_view metric) {
  return std::ranges::any_of(metrics,
                             [&](auto* m) { return m->metric() == metric; });
}

void tell_tests(train_of_thought& t, const std::vector<summary>& metrics,
                size_t most, uint32_t rank) {
  using hypotheses::Status;
  t.step("agent.tool_used", "Looked up what is being tested.", "hypotheses");
  size_t told = 0;
  for (auto& h : t.b.known.hypotheses.hypotheses()) {
    bool open
      = h.status() == Status::testing || h.status() == Status::registered;
    bool wanted = metrics.empty() || about(metrics, h.prediction().effect())
                  || about(metrics, h.prediction().cause());
    if (open && wanted && told < most) {
      t.say(hypothesis_claim(h, t.b.known, t.notes), rank);
      ++told;
    }
  }
  if (told == 0 && rank == 0)
    t.not_known("Nothing about this is under test at the moment.", rank);
}

/// A cause that stood out the way its insight says: worth a look.
void tell_fit(train_of_thought& t, const knowledge::Insight& i) {
  auto *cause = t.b.known.find(i.cause()), *effect = t.b.known.find(i.effect());
  if (cause == nullptr || effect == nullptr || i.status() != "current")
    return;
  auto x = standing_of(*cause), y = standing_of(*effect);
  if (!x || !y || x->so_far || std::abs(x->deviation) <= 1
      || x->deviation * y->deviation * i.estimate().size() <= 0)
    return;
  auto claim = state_claim(*cause, t.b.known, t.notes);
  claim.set_text("That fits: " + claim.text());
  t.say(std::move(claim), 1);
}

void answer_why(train_of_thought& t, const std::vector<summary>& metrics) {
  auto found = insights(t, [&](auto& i) { return about(metrics, i.effect()); });
  bool any = false;
  for (size_t n = 0; n < std::min<size_t>(found.size(), 2); ++n) {
    any = any || found[n]->status() == "current";
    t.say(insight_claim(*found[n], t.b.known, t.notes),
          found[n]->status() == "current" ? 0 : 2);
    tell_fit(t, *found[n]);
  }
  if (!any)
    t.not_known("No reason for it is known yet: nothing that was found in "
                "your data goes with it.",
                0);
  tell_states(t, metrics, 1);
  tell_tests(t, metrics, 1, 2);
}

void answer_helps(train_of_thought& t, const std::vector<summary>& metrics) {
  bool asked = !t.b.asked.metrics.empty();
  auto found = insights(t, [&](auto& i) {
    return asked ? about(metrics, i.effect()) || about(metrics, i.cause())
                 : t.mine(i.effect());
  });
  auto favours = [&](auto* i) {
    return t.known_cast.better(i->effect()) * i->estimate().size() > 0;
  };
  std::stable_partition(found.begin(), found.end(), favours);
  bool any = false;
  size_t told = 0;
  for (auto* i : found) {
    bool current = i->status() == "current";
    if (told++ == 3)
      break;
    auto claim = insight_claim(*i, t.b.known, t.notes);
    t.say(std::move(claim), current ? 0 : 2);
    any = any || current;
  }
  if (!any)
    t.not_known("Nothing that was found in your data goes with it yet.", 0);
  tell_tests(t, asked ? metrics : std::vector<summary>{}, 1, 2);
  if (any)
    t.not_known("Only an experiment with you can show whether changing it "
                "changes anything.",
                3);
}

void answer_course(train_of_thought& t, const std::vector<summary>& metrics,
                   bool even) {
  t.step("agent.tool_used", "Read the last weeks by day.", "days");
  size_t told = 0;
  for (auto* m : metrics) {
    auto c = course_of(t.b.known.days, m->metric(), t.b.asked.days, even);
    if (c && told++ < 3)
      t.say(course_claim(*c, *m, t.b.known, t.notes), 0);
  }
  if (told == 0)
    t.not_known("There are not enough days yet to tell which way it goes.", 0);
  tell_states(t, metrics, 1);
}

void answer_recall(train_of_thought& t) {
  t.step("agent.tool_used", "Searched the notes.", "memories");
  int told = 0;
  for (auto& hit : t.b.known.memories.hits())
    if (told++ < 3)
      t.say(memory_claim(hit.memory(), t.notes), 0);
  if (told == 0)
    t.not_known("There is no note about this.", 0);
}

void answer_state(train_of_thought& t, const std::vector<summary>& metrics) {
  tell_states(t, metrics, 0);
  auto found = insights(t, [&](auto& i) {
    return i.status() == "current" && about(metrics, i.effect());
  });
  if (!found.empty())
    t.say(insight_claim(*found[0], t.b.known, t.notes), 2);
}

const char* name_of(intent wants) {
  switch (wants) {
    case intent::state: return "how it stands";
    case intent::why: return "why it is so";
    case intent::trend: return "which way it goes";
    case intent::compare: return "how two times compare";
    case intent::helps: return "what goes with better values";
    case intent::testing: return "what is being tested";
    case intent::recall: return "what was noted";
  }
  return "how it stands";
}

void answer(train_of_thought& t, const std::vector<summary>& metrics) {
  switch (t.b.asked.wants) {
    case intent::state: return answer_state(t, metrics);
    case intent::why: return answer_why(t, metrics);
    case intent::trend: return answer_course(t, metrics, false);
    case intent::compare: return answer_course(t, metrics, true);
    case intent::helps: return answer_helps(t, metrics);
    case intent::testing:
      return tell_tests(
        t, t.b.asked.metrics.empty() ? std::vector<summary>{} : metrics, 3, 0);
    case intent::recall: return answer_recall(t);
  }
}

} // namespace

local_reasoner::local_reasoner(const cast& known) : cast_(known) {
  // nop
}

std::string_view local_reasoner::name() const {
  return "local/1";
}

Consulted local_reasoner::consider(const brief& b) const {
  train_of_thought t{b, cast_, {}, {}, {}};
  t.reply.mutable_contribution()->set_agent(b.who.about.name());
  for (auto& other : b.before)
    for (auto& claim : other.claims())
      t.said.insert(claim.text());
  auto metrics = subjects(t);
  t.step("agent.thought",
         std::string{"The question is "} + name_of(b.asked.wants) + ".");
  bool needs
    = b.asked.wants != intent::recall && b.asked.wants != intent::testing;
  if (metrics.empty() && needs)
    t.not_known(b.asked.metrics.empty()
                  ? "There are no values in this field yet."
                  : "There are no values of your "
                      + b.known.label(b.asked.metrics[0]) + " yet.",
                0);
  else
    answer(t, metrics);
  for (auto& missing : b.known.missing)
    t.not_known(missing, 3);
  for (auto& e : t.notes.cited())
    *t.reply.add_evidence() = e;
  return std::move(t.reply);
}

} // namespace auren::agents

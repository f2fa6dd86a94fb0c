#include "actors/agents/composing.hpp"

#include "actors/agents/conflicts.hpp"
#include "actors/agents/evidence.hpp"
#include "actors/agents/wording.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace auren::agents {

namespace {

constexpr auto modes = std::to_array<std::string_view>(
  {"", "auto", "sequential", "parallel", "consensus"});

constexpr size_t most_claims = 5;
constexpr size_t most_unknown = 3;

bool shares(const Agent& agent, const std::vector<std::string>& domains) {
  return std::ranges::any_of(agent.domains(), [&](auto& d) {
    return std::ranges::find(domains, d) != domains.end();
  });
}

/// What the person has decides over what the word suggests.
std::vector<std::string> domains_of(const question& q, const facts& known) {
  auto domains = q.domains;
  for (auto& metric : q.metrics)
    if (auto group = known.group(metric); !group.empty())
      domains.push_back(group);
  return domains;
}

/// Replaces the footnotes "[eN]" in a text.
std::string renumbered(const std::string& text,
                       const std::map<std::string, std::string>& ids) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    auto end = text.find(']', i);
    auto found = text[i] == '[' && end != text.npos
                   ? ids.find(text.substr(i + 1, end - i - 1))
                   : ids.end();
    if (found == ids.end()) {
      out += text[i++];
      continue;
    }
    out += "[" + found->second + "]";
    i = end + 1;
  }
  return out;
}

struct ranked {
  size_t reply;
  int claim;
};

const Claim& at(const std::vector<Consulted>& replies, ranked r) {
  return replies[r.reply].contribution().claims(r.claim);
}

/// Direct answers first, known before unknown, better founded before less.
std::vector<ranked> in_order(const std::vector<Consulted>& replies) {
  std::vector<ranked> all;
  for (size_t r = 0; r < replies.size(); ++r)
    for (int c = 0; c < replies[r].contribution().claims_size(); ++c)
      all.push_back({r, c});
  auto key = [&](ranked r) {
    auto& claim = at(replies, r);
    return std::tuple{claim.rank(), claim.grade() == "unknown",
                      -strength(claim.grade()), -claim.confidence()};
  };
  std::ranges::stable_sort(all, {}, key);
  return all;
}

/// Gives every evidence its new footnote; the answer's order comes first.
class numbering {
public:
  explicit numbering(const std::vector<Consulted>& replies)
    : replies_(replies), ids_(replies.size()) {
    for (auto r : in_order(replies))
      for (auto& id : at(replies, r).evidence())
        take(r.reply, id);
    for (size_t r = 0; r < replies.size(); ++r)
      for (auto& e : replies[r].evidence())
        take(r, e.id());
  }

  void apply(Contribution& c, size_t reply) const {
    auto& ids = ids_[reply];
    for (auto& claim : *c.mutable_claims())
      for (auto& id : *claim.mutable_evidence())
        if (auto found = ids.find(id); found != ids.end())
          id = found->second;
    for (auto& text : *c.mutable_dissent())
      text = renumbered(text, ids);
  }

  const std::vector<Evidence>& evidence() const {
    return notes_.cited();
  }

private:
  void take(size_t reply, const std::string& id) {
    for (auto& e : replies_[reply].evidence())
      if (e.id() == id)
        ids_[reply].emplace(id, notes_.cite(e));
  }

  const std::vector<Consulted>& replies_;
  std::vector<std::map<std::string, std::string>> ids_;
  notebook notes_;
};

void add_line(std::string& text, const std::string& line) {
  text += (text.empty() ? "" : "\n") + line;
}

void write_claims(Answer& answer, const std::vector<Consulted>& replies) {
  std::set<std::string> said;
  std::string text, unknown;
  size_t claims = 0;
  for (auto r : in_order(replies)) {
    auto& claim = at(replies, r);
    if (!said.insert(claim.text()).second)
      continue;
    auto line = with_footnotes(claim);
    bool first = answer.certainty().empty();
    if (first)
      answer.set_certainty(certainty(claim.grade()));
    if (claim.grade() == "unknown" && claim.cause().empty() && !first) {
      answer.add_unknown(claim.text());
      if (static_cast<size_t>(answer.unknown_size()) <= most_unknown)
        add_line(unknown, line);
    } else if (claims++ < most_claims) {
      add_line(text, first && claim.grade() != "measured"
                       ? line + " (" + answer.certainty() + ")"
                       : line);
    }
  }
  if (answer.certainty().empty()) {
    answer.set_certainty(certainty("unknown"));
    text = "Nothing can be said about this from your data yet.";
  }
  if (!unknown.empty())
    add_line(text, unknown);
  answer.set_answer(text);
}

void write_agreement(Answer& answer, bool disagreed) {
  if (answer.contributions_size() < 2)
    return;
  auto text = answer.answer();
  if (disagreed)
    add_line(text, "The specialists do not all agree; the dissent is kept with "
                   "the answer.");
  else if (answer.mode() == "consensus")
    add_line(text, "The specialists do not contradict each other.");
  answer.set_answer(text);
}

} // namespace

bool known_mode(std::string_view mode) {
  return std::ranges::find(modes, mode) != modes.end();
}

plan plan_for(const AskAgents& asked, const question& q, const facts& known,
              const std::vector<Agent>& agents) {
  plan p;
  auto domains = domains_of(q, known);
  auto wanted = [&](const Agent& agent) {
    if (asked.agents_size() > 0)
      return std::ranges::find(asked.agents(), agent.name())
             != asked.agents().end();
    return domains.empty() || shares(agent, domains);
  };
  for (size_t i = 0; i < agents.size(); ++i)
    if (wanted(agents[i]))
      p.agents.push_back(i);
  bool alone = asked.mode() == "consensus" && asked.agents_size() == 0
               && p.agents.size() == 1;
  if (alone)
    p.agents.clear();
  if (p.agents.empty())
    for (size_t i = 0; i < agents.size(); ++i)
      p.agents.push_back(i);
  p.mode = asked.mode();
  if (p.mode.empty() || p.mode == "auto") {
    bool weighs = q.wants == intent::why || q.wants == intent::helps;
    p.mode = p.agents.size() < 2 ? "sequential"
             : weighs            ? "consensus"
                                 : "parallel";
  }
  return p;
}

void compose(Answer& answer, std::vector<Consulted> replies, bool disagreed) {
  numbering notes{replies};
  auto cost = answer.mutable_cost();
  for (size_t r = 0; r < replies.size(); ++r) {
    auto& c = replies[r].cost();
    cost->set_model_calls(cost->model_calls() + c.model_calls());
    cost->set_tokens(cost->tokens() + c.tokens());
    cost->set_tool_uses(cost->tool_uses() + c.tool_uses());
  }
  auto evidence = notes.evidence();
  for (size_t r = 0; r < replies.size(); ++r) {
    auto* c = replies[r].mutable_contribution();
    notes.apply(*c, r);
    std::string text;
    for (auto& claim : c->claims())
      add_line(text, with_footnotes(claim));
    c->set_text(text);
    *answer.add_contributions() = *c;
  }
  for (auto& e : evidence)
    *answer.add_evidence() = e;
  write_claims(answer, replies);
  write_agreement(answer, disagreed);
  if (answer.safety().escalated())
    answer.set_answer(answer.safety().advice() + "\n" + answer.answer());
}

} // namespace auren::agents

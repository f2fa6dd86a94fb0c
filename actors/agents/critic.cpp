#include "actors/agents/critic.hpp"

#include "actors/agents/evidence.hpp"
#include "actors/agents/numbers.hpp"
#include "actors/agents/text.hpp"
#include "actors/agents/wording.hpp"

#include <algorithm>
#include <cctype>

namespace auren::agents {

namespace {

using cited = std::vector<const Evidence*>;

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a))
         == std::tolower(static_cast<unsigned char>(b));
}

bool word_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Blanks every whole occurrence of `name` in `text`.
void blank(std::string& text, const std::string& name) {
  bool speaks = std::ranges::any_of(
    name, [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0x80; });
  if (!speaks)
    return;
  for (auto from = text.begin();;) {
    auto at
      = std::search(from, text.end(), name.begin(), name.end(), same_letter);
    if (at == text.end())
      return;
    auto end = at + static_cast<ptrdiff_t>(name.size());
    bool whole = (at == text.begin() || !word_char(*(at - 1)))
                 && (end == text.end() || !word_char(*end));
    if (whole)
      std::fill(at, end, '_');
    from = whole ? end : at + 1;
  }
}

ptrdiff_t digits_in(std::string_view text) {
  return std::ranges::count_if(
    text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// What is left to check once names and verbatim quotes are blanked.
std::string own_words(const Claim& claim, const cited& evidence) {
  auto text = claim.text();
  for (auto* e : evidence) {
    for (auto& label : e->labels())
      blank(text, label);
    if (e->kind() != "memory")
      continue;
    auto open = text.find("“"), close = text.rfind("”");
    constexpr size_t mark = 3; // bytes of a quotation mark
    if (open == text.npos || close == text.npos || close < open + mark)
      continue;
    auto quote = text.substr(open + mark, close - open - mark);
    if (e->text().find(quote) != std::string::npos)
      text = text.substr(0, open) + '_' + text.substr(close + mark);
  }
  return text;
}

std::optional<std::string>
number_objection(const std::string& text, const cited& evidence) {
  if (digits_in(folded(text)) > digits_in(text))
    return "has a number that is not written plainly";
  auto found = numerals_in(text);
  for (auto& n : found.numbers)
    if (std::ranges::none_of(evidence,
                             [&](auto* e) { return has_figure(*e, n); }))
      return "has a number that is not in its evidence";
  for (auto& date : found.dates)
    if (std::ranges::none_of(evidence, [&](auto* e) {
          return e->window().find(date) != std::string::npos;
        }))
      return "has a date that is not in its evidence";
  return {};
}

std::optional<std::string>
grade_objection(const Claim& claim, const cited& evidence) {
  int best = 0;
  for (auto* e : evidence)
    best = std::max(best, strength(e->grade()));
  if (strength(claim.grade()) > best)
    return "is graded higher than its evidence";
  if (claim.cause().empty())
    return {};
  bool about = std::ranges::any_of(evidence, [&](auto* e) {
    return (e->kind() == "insight" || e->kind() == "hypothesis")
           && e->metric() == claim.effect()
           && strength(e->grade()) >= strength(claim.grade());
  });
  return about ? std::nullopt
               : std::optional<std::string>{"has no evidence for its pair"};
}

/// "higher" where the evidence says lower is worse than a wrong number.
std::optional<std::string>
direction_objection(const Claim& claim, const cited& evidence) {
  for (auto* e : evidence)
    for (auto& f : e->figures())
      if (e->kind() == "insight" && f.name() == "size" && claim.direction() != 0
          && !claim.cause().empty() && f.value() * claim.direction() < 0)
        return "turns its evidence round";
  return {};
}

bool equal(Evidence a, Evidence b) {
  a.clear_id();
  b.clear_id();
  return a.SerializeAsString() == b.SerializeAsString();
}

bool any_course(const Evidence& e, const facts& known) {
  for (uint32_t days : {7u, 28u})
    for (bool even : {false, true})
      if (auto c = course_of(known.days, e.metric(), days, even))
        if (equal(e, evidence_of(*c, e.metric(), known)))
          return true;
  return false;
}

bool said_missing(const std::string& text, const facts& known) {
  return std::ranges::find(known.missing, text) != known.missing.end();
}

void write_text(Contribution& c) {
  std::string text;
  c.clear_unknown();
  for (auto& claim : c.claims()) {
    if (claim.grade() == "unknown" && claim.cause().empty())
      c.add_unknown(claim.text());
    text += (text.empty() ? "" : " ") + claim.text();
  }
  c.set_text(text);
}

void drop_uncited(Consulted& reply) {
  auto used = [&](const Evidence& e) {
    for (auto& claim : reply.contribution().claims())
      for (auto& id : claim.evidence())
        if (id == e.id())
          return true;
    return false;
  };
  auto* all = reply.mutable_evidence();
  all->erase(
    std::remove_if(all->begin(), all->end(), [&](auto& e) { return !used(e); }),
    all->end());
}

} // namespace

std::optional<std::string>
objection(const Claim& claim, std::span<const Evidence> evidence) {
  cited own;
  for (auto& id : claim.evidence()) {
    auto found
      = std::ranges::find_if(evidence, [&](auto& e) { return e.id() == id; });
    if (found == evidence.end())
      return "cites evidence that is not there";
    own.push_back(&*found);
  }
  if (own.empty())
    return "cites nothing";
  auto text = own_words(claim, own);
  if (auto why = number_objection(text, own))
    return why;
  if (auto why = grade_objection(claim, own))
    return why;
  if (auto why = direction_objection(claim, own))
    return why;
  return wording_objection(text, claim.grade());
}

bool grounded(const Evidence& e, const facts& known) {
  if (e.kind() == "absent")
    return e.grade() == "unknown"
           && (said_missing(e.text(), known)
               || numerals_in(e.text()).numbers.empty());
  if (e.kind() == "latest") {
    auto* m = known.find(e.metric());
    return m != nullptr && equal(e, evidence_of(*m, known));
  }
  auto among = [&](auto& all, auto&& make) {
    return std::ranges::any_of(all, [&](auto& x) { return equal(e, make(x)); });
  };
  if (e.kind() == "insight")
    return among(known.insights.insights(),
                 [&](auto& i) { return evidence_of(i, known); });
  if (e.kind() == "hypothesis")
    return among(known.hypotheses.hypotheses(),
                 [&](auto& h) { return evidence_of(h, known); });
  if (e.kind() == "memory")
    return among(known.memories.hits(),
                 [](auto& hit) { return evidence_of(hit.memory()); });
  return e.kind() == "days" && any_course(e, known);
}

std::vector<std::string> review(Consulted& reply, const facts& known) {
  std::vector<Evidence> good;
  for (auto& e : reply.evidence())
    if (grounded(e, known))
      good.push_back(e);
  std::vector<std::string> removed;
  auto* claims = reply.mutable_contribution()->mutable_claims();
  for (int i = 0; i < claims->size();) {
    auto why = objection(claims->Get(i), good);
    if (!why) {
      ++i;
      continue;
    }
    removed.push_back("A claim was held back: it " + *why + ".");
    claims->DeleteSubrange(i, 1);
  }
  write_text(*reply.mutable_contribution());
  drop_uncited(reply);
  return removed;
}

} // namespace auren::agents

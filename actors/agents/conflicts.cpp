#include "actors/agents/conflicts.hpp"

#include "actors/agents/wording.hpp"

namespace auren::agents {

namespace {

struct place {
  size_t reply;
  int claim;
};

Claim& at(std::vector<Consulted>& replies, place p) {
  return *replies[p.reply].mutable_contribution()->mutable_claims(p.claim);
}

bool opposed(const Claim& a, const Claim& b) {
  return !a.cause().empty() && a.cause() == b.cause()
         && a.effect() == b.effect() && a.direction() * b.direction() < 0;
}

/// Finds the first pair of claims that contradict each other.
bool find(std::vector<Consulted>& replies, place& a, place& b) {
  std::vector<place> all;
  for (size_t r = 0; r < replies.size(); ++r)
    for (int c = 0; c < replies[r].contribution().claims_size(); ++c)
      all.push_back({r, c});
  for (size_t i = 0; i < all.size(); ++i)
    for (size_t j = i + 1; j < all.size(); ++j)
      if (opposed(at(replies, all[i]), at(replies, all[j]))) {
        a = all[i];
        b = all[j];
        return true;
      }
  return false;
}

void dissent(std::vector<Consulted>& replies, place p) {
  auto* contribution = replies[p.reply].mutable_contribution();
  contribution->add_dissent(with_footnotes(contribution->claims(p.claim)));
  contribution->mutable_claims()->DeleteSubrange(p.claim, 1);
}

/// Neither stands: says so, citing both.
void leave_open(std::vector<Consulted>& replies, place a, place b) {
  Claim open;
  open.set_text("Your data point both ways here; only an experiment can "
                "settle it.");
  open.set_grade("unknown");
  auto& first = at(replies, a);
  *open.mutable_evidence() = first.evidence();
  auto later = a.reply == b.reply && a.claim < b.claim ? b : a;
  auto earlier = later.claim == a.claim && later.reply == a.reply ? b : a;
  dissent(replies, later);
  dissent(replies, earlier);
  auto* contribution = replies[a.reply].mutable_contribution();
  contribution->add_unknown(open.text());
  *contribution->add_claims() = std::move(open);
}

} // namespace

std::string with_footnotes(const Claim& claim) {
  auto text = claim.text();
  for (auto& id : claim.evidence())
    text += " [" + id + "]";
  return text;
}

std::vector<disagreement> settle(std::vector<Consulted>& replies) {
  std::vector<disagreement> found;
  for (place a{}, b{}; find(replies, a, b);) {
    auto &x = at(replies, a), &y = at(replies, b);
    disagreement d{x.text() + " | " + y.text(), {}};
    auto difference = strength(x.grade()) - strength(y.grade());
    if (difference == 0) {
      d.outcome = "Neither stands: they are equally well founded. An "
                  "experiment would settle it.";
      leave_open(replies, a, b);
    } else {
      auto& winner = difference > 0 ? x : y;
      d.outcome = "Stands, being better founded (" + winner.grade()
                  + "): " + winner.text();
      dissent(replies, difference > 0 ? b : a);
    }
    found.push_back(std::move(d));
  }
  return found;
}

} // namespace auren::agents

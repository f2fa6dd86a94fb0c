#include "actors/knowledge/priors.hpp"

#include "actors/hypotheses/expected.hpp"
#include "actors/knowledge/insight.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace auren::knowledge {

namespace {

Prior prior_of(const hypotheses::expectation& from) {
  Prior out;
  out.set_cause(from.cause);
  out.set_effect(from.effect);
  out.set_lag_days(from.lag_days);
  out.set_direction(from.direction);
  out.set_source(from.source);
  out.set_standing("untested");
  out.set_origin("studies");
  out.set_sentence(
    fmt::format("In studies of other people {} was {} with more {}.",
                words::inside(label_of(out.effect())),
                out.direction() > 0 ? "higher" : "lower",
                words::inside(label_of(out.cause()))));
  return out;
}

/// Errors of its noise that a size must be away from nought.
constexpr double clear_of_noise = 2;

Prior prior_of(const SharedEffect& from, const std::string& day) {
  Prior out;
  out.set_cause(from.cause());
  out.set_effect(from.effect());
  out.set_lag_days(from.lag_days());
  out.set_direction(from.size() > 0 ? 1 : -1);
  out.set_size(from.size());
  out.set_error(from.error());
  out.set_origin("shared");
  out.set_source("people who share here, release of " + day);
  out.set_sentence(fmt::format(
    "Among about {:.0f} people who share here {} was {} with more "
    "{} ({:+.2f} SD per SD, give or take {:.2f} of added noise).",
    from.people(), words::inside(label_of(from.effect())),
    from.size() > 0 ? "higher" : "lower", words::inside(label_of(from.cause())),
    from.size(), from.error()));
  return out;
}

std::string standing_to(const Prior& prior, const Knowledge& learned) {
  for (auto& one : learned.insights())
    if (one.cause() == prior.cause() && one.effect() == prior.effect()
        && one.status() == "current" && one.estimate().size() != 0)
      return (one.estimate().size() > 0) == (prior.direction() > 0) ? "agrees"
                                                                    : "differs";
  return "untested";
}

} // namespace

const std::vector<Prior>& priors() {
  static const auto all = [] {
    std::vector<Prior> out;
    for (auto& one : hypotheses::expectations())
      out.push_back(prior_of(one));
    return out;
  }();
  return all;
}

void add_priors(Knowledge& knowledge) {
  for (auto& one : priors()) {
    auto& added = *knowledge.add_priors();
    added = one;
    added.set_standing(standing_to(one, knowledge));
  }
}

void add_shared_priors(Knowledge& knowledge, const Shared& shared) {
  if (shared.releases().empty())
    return;
  auto& newest = shared.releases(0);
  for (auto& one : newest.effects())
    if (std::abs(one.size()) >= clear_of_noise * one.error()) {
      auto& added = *knowledge.add_priors();
      added = prior_of(one, newest.time().substr(0, 10));
      added.set_standing(standing_to(added, knowledge));
    }
}

} // namespace auren::knowledge

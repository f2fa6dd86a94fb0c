#include "actors/knowledge/shared_effects.hpp"

#include "actors/knowledge/priors.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace auren::knowledge {

namespace {

using hypotheses::Hypothesis;
using hypotheses::Status;

bool has_estimate(const Hypothesis& h) {
  return h.status() != Status::proposed && h.status() != Status::registered
         && h.status() != Status::retired
         && h.evidence_days() >= least_evidence_days
         && std::isfinite(h.effect().size());
}

bool is_about(const Hypothesis& h, const Prior& relation) {
  auto& what = h.prediction();
  return what.cause() == relation.cause() && what.effect() == relation.effect()
         && std::abs(what.lag_days() - relation.lag_days()) <= 1;
}

const Hypothesis*
best_on(const hypotheses::Hypotheses& all, const Prior& relation) {
  const Hypothesis* best = nullptr;
  for (auto& one : all.hypotheses())
    if (has_estimate(one) && is_about(one, relation)
        && (best == nullptr || one.evidence_days() > best->evidence_days()))
      best = &one;
  return best;
}

int steps_of(double size) {
  auto steps = std::clamp(size * steps_per_sd, -1.0 * most_steps_of_one,
                          1.0 * most_steps_of_one);
  return static_cast<int>(std::lround(steps));
}

int64_t variance_of(double rho) {
  auto wanted = static_cast<double>(squared_sensitivity()) / (2 * rho);
  return std::max<int64_t>(1, static_cast<int64_t>(std::ceil(wanted)));
}

/// The noise that `people` are hardly ever exceeded by, in people.
double margin_of(const privacy_terms& terms, int64_t variance) {
  auto rare = gate_delta(terms, most_relations_of_one);
  return std::sqrt(2 * static_cast<double>(variance) * std::log(1 / rare))
         / steps_per_sd;
}

struct totals {
  int64_t sum = 0;
  int64_t people = 0;
};

totals totals_of(std::span<const contribution> people, size_t relation) {
  totals all;
  for (auto& one : people)
    if (auto found = one.find(relation); found != one.end()) {
      all.sum += found->second;
      ++all.people;
    }
  return all;
}

SharedEffect
effect_of(const Prior& relation, double sum, double people, double noise) {
  SharedEffect out;
  out.set_cause(relation.cause());
  out.set_effect(relation.effect());
  out.set_lag_days(relation.lag_days());
  auto mean = std::clamp(sum / people, -1.0, 1.0);
  out.set_size(mean);
  // Of a quotient of two noisy figures, to first order.
  out.set_error(noise * std::sqrt(1 + mean * mean) / people);
  out.set_people(people);
  return out;
}

} // namespace

contribution contribution_of(const hypotheses::Hypotheses& all) {
  std::vector<std::pair<uint32_t, size_t>> by_days;
  contribution out;
  for (size_t i = 0; i < priors().size(); ++i)
    if (auto* best = best_on(all, priors()[i])) {
      by_days.emplace_back(best->evidence_days(), i);
      out[i] = steps_of(best->effect().size());
    }
  std::ranges::stable_sort(by_days, std::greater{},
                           [](auto& x) { return x.first; });
  for (size_t i = most_relations_of_one; i < by_days.size(); ++i)
    out.erase(by_days[i].second);
  return out;
}

int64_t squared_sensitivity() {
  constexpr int64_t of_one
    = most_steps_of_one * most_steps_of_one + steps_per_sd * steps_per_sd;
  return most_relations_of_one * of_one;
}

double enough_people(const privacy_terms& terms) {
  auto rho = rho_in_all(terms) / terms.releases;
  return terms.people + margin_of(terms, variance_of(rho));
}

SharedRelease
release_of(std::span<const contribution> people, const privacy_terms& terms,
           double rho, const random_bits& random) {
  SharedRelease out;
  auto variance = variance_of(rho);
  auto noise = std::sqrt(static_cast<double>(variance)) / steps_per_sd;
  auto enough = terms.people + margin_of(terms, variance);
  for (size_t i = 0; i < priors().size(); ++i) {
    auto of = totals_of(people, i);
    auto noisy = [&](int64_t exact) {
      return static_cast<double>(exact + discrete_gaussian(variance, random))
             / steps_per_sd;
    };
    auto sum = noisy(of.sum);
    auto count = noisy(of.people * steps_per_sd);
    if (count >= enough && of.people >= terms.people)
      *out.add_effects() = effect_of(priors()[i], sum, count, noise);
    else
      out.set_withheld(out.withheld() + 1);
  }
  out.set_least_people(terms.people);
  out.set_rho(rho);
  out.set_noise(noise);
  out.set_mechanism("discrete-gaussian/1");
  return out;
}

} // namespace auren::knowledge

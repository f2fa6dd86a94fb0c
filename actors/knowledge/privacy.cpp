#include "actors/knowledge/privacy.hpp"

#include <algorithm>
#include <cmath>

namespace auren::knowledge {

namespace {

/// Sums of equal parts differ from the whole in the last bits.
constexpr double rounding = 1e-9;

} // namespace

double rho_of(double epsilon, double delta) {
  auto log = std::log(1 / delta);
  auto root = std::sqrt(log + epsilon) - std::sqrt(log);
  return root * root;
}

double epsilon_of(double rho, double delta) {
  return rho + 2 * std::sqrt(rho * std::log(1 / delta));
}

double rho_in_all(const privacy_terms& terms) {
  return rho_of(terms.epsilon, terms.delta / 2);
}

double gate_delta(const privacy_terms& terms, uint32_t relations_of_one) {
  auto chances = static_cast<double>(relations_of_one) * terms.releases;
  return terms.delta / 2 / (1 + std::exp(terms.epsilon)) / chances;
}

std::optional<double> next_rho(const privacy_terms& terms, double rho_spent) {
  auto all = rho_in_all(terms);
  auto next = all / terms.releases;
  if (rho_spent + next > all * (1 + rounding))
    return std::nullopt;
  return next;
}

PrivacyBudget budget_of(const privacy_terms& terms, double rho_spent) {
  PrivacyBudget budget;
  auto all = rho_in_all(terms);
  auto left = (all - rho_spent) * terms.releases / all;
  budget.set_epsilon(terms.epsilon);
  budget.set_delta(terms.delta);
  budget.set_rho(all);
  budget.set_rho_spent(rho_spent);
  budget.set_epsilon_spent(epsilon_of(rho_spent, terms.delta / 2));
  budget.set_releases_left(
    static_cast<uint32_t>(std::max(0.0, std::floor(left + rounding))));
  return budget;
}

} // namespace auren::knowledge

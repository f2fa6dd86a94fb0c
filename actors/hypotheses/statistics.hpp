#pragma once

#include <vector>

namespace auren::hypotheses {

/// Returns the two-sided p value of Student's t with `df` degrees of freedom;
/// 1 when there are none.
double t_two_sided(double t, double df);

/// Returns the value that Student's t exceeds in size with probability 0.05.
double t_critical(double df);

/// Returns P(Z <= x) of a standard normal.
double normal_cdf(double x);

/// Returns log P(Z <= x), also where P underflows.
double log_normal_cdf(double x);

/// Returns the z >= 0 with two-sided p value `p`, 0 < p <= 1.
double z_of_p(double p);

/// Returns the log e-value of a Gaussian mixture over the bet size l of
/// exp(l*sum - l^2*squares/2): valid at every day if the increments are
/// symmetric under the null. `rho` is the variance of the mixture.
/// Source: Howard et al. 2020, Probability Surveys 17:257, eq. 14.
double log_mixture(double sum, double squares, double rho);

/// The same mixture over positive bets only: evidence for one direction.
double log_mixture_one_sided(double sum, double squares, double rho);

/// Returns which of `p` are rejected at false-discovery rate `q`
/// (Benjamini & Hochberg 1995).
std::vector<bool> bh(const std::vector<double>& p, double q);

/// Returns which of the log e-values are rejected at false-discovery rate
/// `alpha`, whatever their dependence (Wang & Ramdas 2022, arXiv 2009.02824).
std::vector<bool> e_bh(const std::vector<double>& log_e, double alpha);

/// Returns the median; the mean of the middle two of an even number. NaN of
/// nothing. Reorders `values`.
double median(std::vector<double>& values);

} // namespace auren::hypotheses

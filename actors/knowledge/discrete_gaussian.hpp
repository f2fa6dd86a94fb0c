#pragma once

#include <cstdint>
#include <functional>

/// Noise whose distribution is exact: no floating point, so nothing of what it
/// hides shows in the last bits of a sum (Mironov 2012). Pure.
namespace auren::knowledge {

/// Returns 64 uniform random bits.
using random_bits = std::function<uint64_t()>;

/// Returns random bits of the operating system, through libsodium.
random_bits secure_random();

/// Returns an integer x with probability proportional to
/// exp(-x^2 / (2 `variance`)), `variance` from 1 to 2^40.
///
/// Canonne, Kamath, Steinke: The Discrete Gaussian for Differential Privacy
/// (2020), algorithms 1 to 3: rejection from a discrete Laplace distribution,
/// in whole numbers. Its variance is at most `variance`, and so is its tail:
/// P(x >= t) <= exp(-t^2 / (2 `variance`)). How long it takes depends on x.
int64_t discrete_gaussian(int64_t variance, const random_bits& random);

} // namespace auren::knowledge

#include "actors/knowledge/discrete_gaussian.hpp"

#include <cmath>
#include <sodium.h>

namespace auren::knowledge {

namespace {

/// Products of the squares of 2^40 do not fit into 64 bits.
__extension__ using wide = unsigned __int128;

wide draw(wide below, const random_bits& random) {
  constexpr auto all = ~wide{0};
  auto even = all - all % below; // above it some would be likelier
  for (;;) {
    auto high = wide{random()};
    auto x = high << 64 | random();
    if (x < even)
      return x % below;
  }
}

bool coin(wide chances, wide of, const random_bits& random) {
  return draw(of, random) < chances;
}

/// True with probability exp(-n / d), for n <= d.
bool exp_coin_below_one(wide n, wide d, const random_bits& random) {
  wide k = 1;
  while (coin(n, d * k, random))
    ++k;
  return k % 2 == 1;
}

bool exp_coin(wide n, wide d, const random_bits& random) {
  for (auto whole = n / d; whole > 0; --whole)
    if (!exp_coin_below_one(1, 1, random))
      return false;
  return exp_coin_below_one(n % d, d, random);
}

/// An integer x with probability proportional to exp(-|x| / scale).
int64_t discrete_laplace(int64_t scale, const random_bits& random) {
  auto t = static_cast<wide>(scale);
  for (;;) {
    auto rest = draw(t, random);
    if (!exp_coin_below_one(rest, t, random))
      continue;
    int64_t times = 0;
    while (exp_coin_below_one(1, 1, random))
      ++times;
    auto x = static_cast<int64_t>(rest) + scale * times;
    auto negative = coin(1, 2, random);
    if (negative && x == 0)
      continue; // or nought would be twice as likely
    return negative ? -x : x;
  }
}

} // namespace

random_bits secure_random() {
  return [] {
    uint64_t bits = 0;
    randombytes_buf(&bits, sizeof bits);
    return bits;
  };
}

int64_t discrete_gaussian(int64_t variance, const random_bits& random) {
  auto scale
    = static_cast<int64_t>(std::sqrt(static_cast<double>(variance))) + 1;
  auto v = static_cast<wide>(variance);
  auto t = static_cast<wide>(scale);
  for (;;) {
    auto x = discrete_laplace(scale, random);
    auto size = static_cast<wide>(x < 0 ? -x : x) * t;
    auto off = size > v ? size - v : v - size;
    if (exp_coin(off * off, 2 * v * t * t, random))
      return x;
  }
}

} // namespace auren::knowledge

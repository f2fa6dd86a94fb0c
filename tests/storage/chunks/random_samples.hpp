#pragma once

#include "storage/chunks/sample_columns.hpp"

#include <bit>
#include <cmath>
#include <random>

namespace auren::test {

namespace chunks = storage::chunks;

/// Samples as devices, imports and bad luck make them.
struct random_samples {
  std::mt19937_64 random;

  explicit random_samples(uint64_t seed) : random(seed) {
    // nop
  }

  int64_t below(int64_t n) {
    return std::uniform_int_distribution<int64_t>{0, n - 1}(random);
  }

  /// Any double that is a number: -0.0, denormal and infinite ones too.
  double any_number() {
    for (;;)
      if (auto x = std::bit_cast<double>(random()); !std::isnan(x))
        return x;
  }

  double value(int64_t kind) {
    static constexpr double special[]
      = {0.0, -0.0, 5e-324, -2.2e-308, 1e300, INFINITY, -INFINITY, 1.5};
    switch (kind) {
      case 0: return static_cast<double>(60 + below(30));
      case 1: return static_cast<double>(below(2000) - 1000) / 10;
      case 2: return static_cast<double>(below(1'000'000)) / 7;
      case 3: return special[below(8)];
      default: return any_number();
    }
  }

  /// Returns `n` samples in the order of identity.
  chunks::sample_columns columns(int64_t n) {
    std::vector<chunks::recorded_sample> all;
    auto kind = below(5);
    bool with_ids = below(3) == 0;
    auto time = below(int64_t{1} << 42) - (int64_t{1} << 41);
    for (; n > 0; --n) {
      chunks::recorded_sample next;
      time += below(10) == 0 ? below(100'000'000) : 1000;
      next.id.time_ms = time;
      next.id.duration_ms = below(20) == 0 ? random() : 0;
      next.external_id = with_ids ? std::to_string(random()) : "";
      next.id.external = chunks::external_hash(next.external_id);
      next.utc_offset_s = below(50) == 0 ? 46'800 : -3600;
      next.value = value(kind);
      next.position = static_cast<uint64_t>(1000 + below(9));
      all.push_back(std::move(next));
    }
    chunks::sort_by_identity(all);
    chunks::sample_columns result;
    chunks::merge(result, all);
    return result;
  }
};

/// Whether both hold the same bits.
inline bool
same(const chunks::sample_columns& a, const chunks::sample_columns& b) {
  if (a.size() != b.size())
    return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (a.id(i) != b.id(i) || a.external_id[i] != b.external_id[i]
        || a.utc_offset_s[i] != b.utc_offset_s[i]
        || a.position[i] != b.position[i]
        || std::bit_cast<uint64_t>(a.value[i])
             != std::bit_cast<uint64_t>(b.value[i]))
      return false;
  return true;
}

} // namespace auren::test

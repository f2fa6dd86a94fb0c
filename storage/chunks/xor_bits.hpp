#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auren::storage::chunks {

/// Returns `values` as bits, each XORed with the one before: Pelkonen et al.,
/// "Gorilla: a fast, scalable, in-memory time series database", VLDB 2015,
/// section 4.1.2. Any bit pattern, NaN too, comes back as it was.
std::string write_xor(std::span<const double> values);

/// Reads `n` values from `bits` into `out`; false when there are fewer.
bool read_xor(std::string_view bits, size_t n, std::vector<double>& out);

} // namespace auren::storage::chunks

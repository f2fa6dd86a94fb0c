#pragma once

#include "storage/chunks/varint.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace auren::storage::chunks {

/// Writes times as differences of differences.
void write_times(varint_writer& out, std::span<const int64_t> times);

/// Reads `n` times; fewer fail `in`.
std::vector<int64_t> read_times(varint_reader& in, size_t n);

/// Writes values: as differences of integers when all are decimal fractions of
/// at most six places that come back bit by bit, as what measures report mostly
/// is; else as XORed bits.
void write_values(varint_writer& out, std::span<const double> values);

/// Reads `n` values; fewer fail `in`.
std::vector<double> read_values(varint_reader& in, size_t n);

} // namespace auren::storage::chunks

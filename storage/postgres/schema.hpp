#pragma once

#include "storage/postgres/migrations.hpp"

namespace auren::storage::postgres {

/// Positions that one partition of `auren.events` holds. Positions are given
/// in order of arrival, so a partition is a span of time, and who reads from a
/// position on touches only the partitions from there.
inline constexpr int64_t partition_size = 8'000'000;

/// Returns the steps of the schema, the first being number 1.
std::span<const migration> schema_steps();

/// Returns the name of the partition that holds `position`.
std::string partition_of(uint64_t position);

/// Makes the partition for `position` when it is not there; outside of any
/// transaction. Throws `failure`.
void make_partition(connection& db, uint64_t position);

} // namespace auren::storage::postgres

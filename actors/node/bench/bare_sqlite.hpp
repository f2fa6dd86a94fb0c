#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace auren::node::bench {

/// An event as it lies in a store's `events.db`.
struct stored_row {
  std::vector<int64_t> numbers; ///< The columns before the blobs.
  std::string event_id;
  std::string body;
};

/// Returns the rows that a store wrote to the data folder `path`.
std::vector<stored_row> rows_of(const std::string& path);

/// Writes `rows` in a plain loop, `batch` to a transaction: the same table,
/// page size and sync setting, the unique event id as its one index, and
/// nothing around it: no seal, chain, streams or checks.
/// @returns rows per second.
double insert_bare(const std::vector<stored_row>& rows, int batch);

} // namespace auren::node::bench

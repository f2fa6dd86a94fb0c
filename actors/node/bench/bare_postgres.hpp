#pragma once

#include <string>
#include <vector>

namespace auren::node::bench {

/// Returns the rows that a store wrote to the database `uri`, each as binary
/// COPY has it.
std::vector<std::string> copied_rows(const std::string& uri);

/// Indices of a bare table.
enum class bare_indices {
  event_id, ///< The unique event id, and no other.
  all,      ///< Those that the store has.
};

/// Copies `rows` in a plain loop, `batch` to a transaction, into a table with
/// the same columns: no seal, chain, streams, checks, partitions or tenants.
/// Commits are as durable as the store's.
/// @returns rows per second.
double copy_bare(const std::string& uri, const std::vector<std::string>& rows,
                 int batch, bare_indices with);

/// Makes an empty table `bare` and returns a statement that inserts one row
/// like `row` into it, with an id of its own, for pgbench.
std::string bare_insert(const std::string& uri, const std::string& row);

} // namespace auren::node::bench

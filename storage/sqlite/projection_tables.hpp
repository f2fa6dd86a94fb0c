#pragma once

#include "storage/projection_store.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// A projection's tables over one connection. Throws `failure`.
class tables : public projection_tables {
public:
  explicit tables(connection& db) : db_(db) {}
  void run(const std::string& sql, std::span<const cell> values) override;
  std::vector<std::vector<cell>>
  rows(const std::string& sql, std::span<const cell> values) override;

private:
  statement& bound(const std::string& sql, std::span<const cell> values);
  connection& db_;
};

/// Returns the value of a column under `cursor`.
cell read_cell(sqlite::rows& cursor, int column);

/// Returns the SHA-256 of all rows of `specs`, each value with its type and
/// its length.
std::string digest_of(connection& db, const std::vector<table_spec>& specs);

} // namespace auren::storage::sqlite

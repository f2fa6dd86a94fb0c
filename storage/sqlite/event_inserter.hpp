#pragma once

#include "storage/sealing_line.hpp"
#include "storage/sqlite/statement.hpp"

namespace auren::storage::sqlite {

/// Inserts events, a full group in one statement: to open a table and its
/// indices costs more than to add a row. Throws `failure`.
class event_inserter {
public:
  explicit event_inserter(sqlite3* db);

  void insert(std::span<const outgoing> rows);

private:
  static void insert(statement& into, std::span<const outgoing> rows);
  static void bind(statement& into, int first, const outgoing& row);

  statement one_;
  statement group_;
};

} // namespace auren::storage::sqlite

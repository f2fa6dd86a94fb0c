#pragma once

#include "storage/sqlite/statement.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace auren::storage::sqlite {

/// A row for the table `events`, its columns in their order.
struct new_row {
  uint64_t position;
  int64_t stream;
  uint64_t version;
  int64_t type;
  uint8_t urgency;
  int64_t person;
  int64_t occurred_at_us;
  int32_t utc_offset_s;
  int64_t recorded_at_us;
  std::string_view event_id; ///< Must outlive the flush.
  std::string body;
};

/// Inserts events, several to a statement: to open a table and its indices
/// costs more than to add a row. What was added is in the file after `flush`.
/// Throws `failure`; then `forget` before the next transaction.
class event_inserter {
public:
  explicit event_inserter(sqlite3* db);

  void add(new_row row);
  void flush();
  void forget();

  /// Returns whether the event waits to be inserted.
  bool holds(std::string_view event_id, int64_t person) const;

private:
  static void bind(statement& insert, int first, const new_row& row);
  void insert_all(statement& insert, size_t at_once);

  statement one_;
  statement many_;
  std::vector<new_row> rows_;
};

} // namespace auren::storage::sqlite

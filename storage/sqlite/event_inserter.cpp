#include "storage/sqlite/event_inserter.hpp"

#include <algorithm>

namespace auren::storage::sqlite {

namespace {

constexpr int columns = 11;
constexpr size_t most_at_once = 16; // more to a statement gains nothing

std::string insert_of(size_t rows) {
  static constexpr std::string_view row = ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  std::string sql = "INSERT INTO events VALUES";
  for (size_t i = 0; i < rows; ++i)
    sql += row.substr(i == 0 ? 1 : 0);
  return sql;
}

} // namespace

event_inserter::event_inserter(sqlite3* db)
  : one_(db, insert_of(1)), many_(db, insert_of(most_at_once)) {
  rows_.reserve(most_at_once);
}

void event_inserter::add(new_row row) {
  rows_.push_back(std::move(row));
  if (rows_.size() < most_at_once)
    return;
  insert_all(many_, most_at_once);
}

void event_inserter::flush() {
  insert_all(one_, 1);
}

void event_inserter::forget() {
  rows_.clear();
}

bool event_inserter::holds(std::string_view event_id, int64_t person) const {
  return std::ranges::any_of(rows_, [&](const new_row& row) {
    return row.event_id == event_id && row.person == person;
  });
}

void event_inserter::insert_all(statement& insert, size_t at_once) {
  for (size_t i = 0; i < rows_.size(); i += at_once) {
    insert.begin();
    for (size_t k = 0; k < at_once; ++k)
      bind(insert, static_cast<int>(k) * columns, rows_[i + k]);
    insert.execute().next();
  }
  rows_.clear();
}

void event_inserter::bind(statement& insert, int first, const new_row& row) {
  insert.bind(first + 1, row.position);
  insert.bind(first + 2, row.stream);
  insert.bind(first + 3, row.version);
  insert.bind(first + 4, row.type);
  insert.bind(first + 5, row.urgency);
  insert.bind(first + 6, row.person);
  insert.bind(first + 7, row.occurred_at_us);
  insert.bind(first + 8, row.utc_offset_s);
  insert.bind(first + 9, row.recorded_at_us);
  insert.bind(first + 10, blob{row.event_id});
  insert.bind(first + 11, blob{row.body});
}

} // namespace auren::storage::sqlite

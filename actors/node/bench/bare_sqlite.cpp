#include "actors/node/bench/bare_sqlite.hpp"

#include "actors/node/bench/bench.hpp"

#include <chrono>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>

namespace auren::node::bench {

namespace {

constexpr int numbers = 9;

using database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using query = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

database open_bare(const std::string& file) {
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  return {db, sqlite3_close};
}

void run(const database& db, const char* sql) {
  if (sqlite3_exec(db.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error{sqlite3_errmsg(db.get())};
}

query prepare(const database& db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db.get(), sql, -1, &statement, nullptr) != SQLITE_OK)
    throw std::runtime_error{sqlite3_errmsg(db.get())};
  return {statement, sqlite3_finalize};
}

std::string bytes(const query& from, int column) {
  auto* data
    = static_cast<const char*>(sqlite3_column_blob(from.get(), column));
  auto size = static_cast<size_t>(sqlite3_column_bytes(from.get(), column));
  return {data, size};
}

void bind(const query& to, int column, const std::string& value) {
  sqlite3_bind_blob(to.get(), column, value.data(),
                    static_cast<int>(value.size()), SQLITE_STATIC);
}

void insert(const query& into, const stored_row& row) {
  int column = 0;
  for (auto number : row.numbers)
    sqlite3_bind_int64(into.get(), ++column, number);
  bind(into, ++column, row.event_id);
  bind(into, ++column, row.body);
  if (sqlite3_step(into.get()) != SQLITE_DONE)
    throw std::runtime_error{"a row could not be written"};
  sqlite3_reset(into.get());
}

} // namespace

std::vector<stored_row> rows_of(const std::string& path) {
  auto db = open_bare(path + "/events.db");
  auto all = prepare(db, "select * from events order by position");
  std::vector<stored_row> result;
  while (sqlite3_step(all.get()) == SQLITE_ROW) {
    auto& row = result.emplace_back();
    for (int i = 0; i < numbers; ++i)
      row.numbers.push_back(sqlite3_column_int64(all.get(), i));
    row.event_id = bytes(all, numbers);
    row.body = bytes(all, numbers + 1);
  }
  return result;
}

double insert_bare(const std::vector<stored_row>& rows, int batch) {
  workplace here;
  auto db = open_bare(here.path() + "/bare.db");
  run(db, "pragma page_size=4096; pragma journal_mode=wal;"
          "pragma synchronous=full;"
          "create table events(position integer primary key, stream integer,"
          " version integer, type integer, class integer, person integer,"
          " occurred_at_us integer, utc_offset_s integer,"
          " recorded_at_us integer, event_id blob unique, body blob)");
  auto into = prepare(db, "insert into events values(?,?,?,?,?,?,?,?,?,?,?)");
  auto start = std::chrono::steady_clock::now();
  for (size_t i = 0; i < rows.size(); i += static_cast<size_t>(batch)) {
    run(db, "begin immediate");
    auto end = std::min(rows.size(), i + static_cast<size_t>(batch));
    for (auto k = i; k < end; ++k)
      insert(into, rows[k]);
    run(db, "commit");
  }
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return static_cast<double>(rows.size()) / took.count();
}

} // namespace auren::node::bench

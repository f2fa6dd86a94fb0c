#include "actors/node/bench/bare_postgres.hpp"

#include "storage/postgres/connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace auren::node::bench {

namespace {

using storage::postgres::connection;

constexpr size_t head_size = 19; // of a binary COPY

/// Returns an integer of `size` bytes, as PostgreSQL sends them.
int32_t integer_at(std::string_view bytes, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = 0; i < size; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return size == 2 ? static_cast<int16_t>(value) : static_cast<int32_t>(value);
}

/// Returns the size of the tuple at `at`; 0 for the end mark.
size_t tuple_size(std::string_view bytes, size_t at) {
  auto fields = integer_at(bytes, at, 2);
  auto end = at + 2;
  for (; fields > 0; --fields)
    end += 4 + static_cast<size_t>(std::max(integer_at(bytes, end, 4), 0));
  return fields < 0 ? 0 : end - at;
}

void expect(connection& db, pg_result* got, ExecStatusType wanted) {
  auto status = PQresultStatus(got);
  PQclear(got);
  if (status != wanted)
    throw std::runtime_error{PQerrorMessage(db.handle())};
}

std::string copy_out(connection& db, const std::string& query) {
  auto sql = "COPY (" + query + ") TO STDOUT (FORMAT binary)";
  expect(db, PQexec(db.handle(), sql.c_str()), PGRES_COPY_OUT);
  std::string all;
  char* some = nullptr;
  for (int n; (n = PQgetCopyData(db.handle(), &some, 0)) > 0; PQfreemem(some))
    all.append(some, static_cast<size_t>(n));
  while (auto* rest = PQgetResult(db.handle()))
    PQclear(rest);
  return all;
}

void make_table(connection& db) {
  db.run("DROP TABLE IF EXISTS bare; DROP SEQUENCE IF EXISTS bare_positions;"
         "CREATE SEQUENCE bare_positions;"
         "CREATE TABLE bare (tenant BIGINT NOT NULL, position BIGINT NOT"
         " NULL, stream BIGINT NOT NULL, version BIGINT NOT NULL, type BIGINT"
         " NOT NULL, class BIGINT NOT NULL, person BIGINT NOT NULL,"
         " occurred_at_us BIGINT NOT NULL, utc_offset_s BIGINT NOT NULL,"
         " recorded_at_us BIGINT NOT NULL, event_id BYTEA NOT NULL,"
         " body BYTEA NOT NULL);"
         "ALTER TABLE bare ALTER body SET STORAGE EXTERNAL;"
         "CREATE UNIQUE INDEX ON bare (event_id)");
}

void add_other_indices(connection& db) {
  db.run("CREATE UNIQUE INDEX ON bare (position);"
         "CREATE INDEX ON bare (stream, version);"
         "CREATE INDEX ON bare (person, position)");
}

} // namespace

std::vector<std::string> copied_rows(const std::string& uri) {
  connection db{uri};
  db.run("SET auren.tenant = '*'");
  auto all = copy_out(db, "SELECT tenant, position, stream, version, type,"
                          " class, person, occurred_at_us, utc_offset_s,"
                          " recorded_at_us, event_id, body"
                          " FROM auren.events ORDER BY position");
  std::vector<std::string> rows;
  for (auto at = head_size; auto size = tuple_size(all, at); at += size)
    rows.push_back(all.substr(at, size));
  return rows;
}

double copy_bare(const std::string& uri, const std::vector<std::string>& rows,
                 int batch, bare_indices with) {
  connection db{uri};
  make_table(db);
  if (with == bare_indices::all)
    add_other_indices(db);
  auto start = std::chrono::steady_clock::now();
  for (size_t at = 0; at < rows.size();) {
    auto end = std::min(at + static_cast<size_t>(batch), rows.size());
    db.run("BEGIN");
    db.begin_copy("bare");
    std::string bytes;
    for (; at < end; ++at)
      bytes += rows[at];
    db.copy(bytes);
    db.end_copy();
    db.run("COMMIT");
  }
  std::chrono::duration<double> spent
    = std::chrono::steady_clock::now() - start;
  return static_cast<double>(rows.size()) / spent.count();
}

std::string bare_insert(const std::string& uri, const std::string& row) {
  connection db{uri};
  make_table(db);
  std::string numbers;
  size_t at = 2;
  for (; integer_at(row, at, 4) == 8; at += 12)
    numbers += fmt::format(
      "{}, ", at == 2 + 12 ? std::string{"nextval('bare_positions')"}
                           : std::to_string(integer_at(row, at + 8, 4)));
  auto body = row.substr(at + 4 + 16 + 4);
  std::string hex;
  for (unsigned char byte : body)
    hex += fmt::format("{:02x}", byte);
  return fmt::format("INSERT INTO bare VALUES ({}uuid_send(gen_random_uuid()),"
                     " '\\x{}'::bytea);\n",
                     numbers, hex);
}

} // namespace auren::node::bench

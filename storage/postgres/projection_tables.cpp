#include "storage/postgres/projection_tables.hpp"

#include "storage/postgres/cursor.hpp"
#include "storage/projections/chunk_reader.hpp"
#include "storage/projections/projection_runner.hpp"

#include <fmt/format.h>

namespace auren::storage::postgres {

namespace {

// pg_type.oid
constexpr uint32_t real_type = 701;
constexpr uint32_t text_type = 25;
constexpr uint32_t bytes_type = 17; // bytea

// Tables are made in the first schema of the path, and found in any.
constexpr auto here = "SET LOCAL search_path = auren_projections";

struct binder {
  params& out;

  void operator()(std::monostate) const {
    out.null();
  }
  void operator()(int64_t value) const {
    out.number(value);
  }
  void operator()(double value) const {
    out.real(value);
  }
  void operator()(const std::string& text) const {
    out.bytes(text);
  }
  void operator()(const bytes_value& value) const {
    out.bytes(value.bytes);
  }
};

const char* type_of(const cell& value) {
  static constexpr const char* names[]
    = {"", "::bigint", "::double precision", "::text", "::bytea"};
  return names[value.index()];
}

cell read_cell(const result& from, int row, int column) {
  if (from.null(row, column))
    return std::monostate{};
  switch (from.type(column)) {
    case real_type: return from.real(row, column);
    case text_type: return std::string{from.bytes(row, column)};
    case bytes_type: return bytes_value{std::string{from.bytes(row, column)}};
    default: return from.integer(row, column);
  }
}

std::vector<cell> read_row(const result& from, int row) {
  std::vector<cell> cells;
  cells.reserve(static_cast<size_t>(from.columns()));
  for (int i = 0; i < from.columns(); ++i)
    cells.push_back(read_cell(from, row, i));
  return cells;
}

/// Portable SQL says BLOB, and means that texts are ordered by their bytes.
std::string in_this_dialect(std::string sql) {
  for (auto [from, to] :
       {std::pair<std::string_view, std::string_view>{" BLOB", " BYTEA"},
        {" TEXT", " TEXT COLLATE \"C\""}})
    for (auto at = sql.find(from); at != std::string::npos;
         at = sql.find(from, at + to.size()))
      sql.replace(at, from.size(), to);
  return sql;
}

} // namespace

std::string numbered(const std::string& sql, std::span<const cell> values) {
  std::string out;
  size_t next = 0;
  for (char c : sql)
    if (c == '?' && next < values.size()) {
      out += fmt::format("${}{}", next + 1, type_of(values[next]));
      ++next;
    } else {
      out += c;
    }
  return out;
}

projection_tables::projection_tables(std::shared_ptr<database> db)
  : db_(std::move(db)) {
  db_->take()->run("CREATE SCHEMA IF NOT EXISTS auren_projections");
}

result
projection_tables::query(const std::string& sql, std::span<const cell> values) {
  params bound;
  for (const auto& value : values)
    std::visit(binder{bound}, value);
  auto portable = numbered(sql, values);
  if (open_)
    return (*open_)->query(portable, bound);
  return retried([&] { return db_->take()->query(portable, bound); });
}

void projection_tables::run(const std::string& sql,
                            std::span<const cell> values) {
  query(sql, values);
}

std::vector<std::vector<cell>>
projection_tables::rows(const std::string& sql, std::span<const cell> values) {
  auto found = query(sql, values);
  std::vector<std::vector<cell>> result;
  result.reserve(static_cast<size_t>(found.rows()));
  for (int row = 0; row < found.rows(); ++row)
    result.push_back(read_row(found, row));
  return result;
}

void projection_tables::begin() {
  open_.reset(); // what is left of one that failed
  open_.emplace(db_->take());
  (*open_)->run("BEGIN; SELECT pg_advisory_xact_lock(6582, 3)");
  (*open_)->run(here);
}

void projection_tables::commit() {
  (*open_)->run("COMMIT");
  open_.reset();
}

void projection_tables::rollback() noexcept {
  try {
    if (open_)
      (*open_)->run("ROLLBACK");
  } catch (const failure&) {
    // The session broke, and the transaction with it.
  }
  open_.reset();
}

void projection_tables::execute(const std::string& sql) {
  (*open_)->run(in_this_dialect(sql));
}

void projection_tables::recreate(const table_spec& spec) {
  execute("DROP TABLE IF EXISTS " + spec.name);
  execute(spec.create);
}

void projection_tables::each_row(
  const std::string& sql, const std::function<void(std::span<const cell>)>& f) {
  each_page(**open_, sql, [&](const result& page) {
    for (int row = 0; row < page.rows(); ++row)
      f(read_row(page, row));
    return true;
  });
}

void projection_tables::scrub() {
  auto db = db_->take();
  auto names = db->query("SELECT convert_to(quote_ident(tablename), 'UTF8')"
                         " FROM pg_tables"
                         " WHERE schemaname = 'auren_projections'");
  for (int row = 0; row < names.rows(); ++row)
    db->run(fmt::format("VACUUM auren_projections.{}", names.bytes(row, 0)));
}

caf::expected<std::unique_ptr<projection_store>>
open_projections(std::shared_ptr<database> db) {
  return guarded([&]() -> std::unique_ptr<projection_store> {
    auto tables = std::make_unique<projection_tables>(std::move(db));
    return std::make_unique<projection_runner>(std::move(tables));
  });
}

caf::expected<std::unique_ptr<sample_chunks>>
open_sample_chunks(std::shared_ptr<database> db) {
  return guarded([&] {
    auto keys = db->keys();
    auto tables = std::make_unique<projection_tables>(std::move(db));
    return make_chunk_reader(std::move(tables), std::move(keys));
  });
}

} // namespace auren::storage::postgres

#include "storage/sqlite/projection_tables.hpp"

#include "storage/projections/chunk_reader.hpp"
#include "storage/projections/projection_runner.hpp"
#include "storage/sqlite/projections.hpp"

#include <sqlite3.h>

namespace auren::storage::sqlite {

namespace {

struct binder {
  statement& target;
  int index;

  void operator()(std::monostate) const {
    target.bind_null(index);
  }
  void operator()(int64_t value) const {
    target.bind(index, value);
  }
  void operator()(double value) const {
    target.bind(index, value);
  }
  void operator()(const std::string& text) const {
    target.bind(index, std::string_view{text});
  }
  void operator()(const bytes_value& value) const {
    target.bind(index, blob{value.bytes});
  }
};

cell read_cell(sqlite::rows& cursor, int column) {
  switch (cursor.type(column)) {
    case SQLITE_INTEGER: return cursor.integer(column);
    case SQLITE_FLOAT: return cursor.real(column);
    case SQLITE_TEXT: return std::string{cursor.bytes(column)};
    case SQLITE_BLOB: return bytes_value{std::string{cursor.bytes(column)}};
    default: return std::monostate{};
  }
}

std::vector<cell> read_row(sqlite::rows& cursor) {
  std::vector<cell> row;
  row.reserve(static_cast<size_t>(cursor.columns()));
  for (int i = 0; i < cursor.columns(); ++i)
    row.push_back(read_cell(cursor, i));
  return row;
}

} // namespace

projection_tables::projection_tables(const std::filesystem::path& file,
                                     profile use)
  : db_(file, use) {}

statement&
projection_tables::bound(const std::string& sql, std::span<const cell> values) {
  auto& prepared = db_.prepared(sql);
  prepared.begin();
  int index = 0;
  for (const auto& value : values)
    std::visit(binder{prepared, ++index}, value);
  return prepared;
}

void projection_tables::run(const std::string& sql,
                            std::span<const cell> values) {
  auto cursor = bound(sql, values).execute();
  while (cursor.next()) {
  }
}

std::vector<std::vector<cell>>
projection_tables::rows(const std::string& sql, std::span<const cell> values) {
  std::vector<std::vector<cell>> result;
  auto cursor = bound(sql, values).execute();
  while (cursor.next())
    result.push_back(read_row(cursor));
  return result;
}

void projection_tables::begin() {
  db_.prepared("BEGIN IMMEDIATE").run();
}

void projection_tables::commit() {
  db_.prepared("COMMIT").run();
}

void projection_tables::rollback() noexcept {
  if (db_.in_transaction())
    sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void projection_tables::execute(const std::string& sql) {
  db_.run(sql.c_str());
}

void projection_tables::recreate(const table_spec& spec) {
  db_.run(("DROP TABLE IF EXISTS " + spec.name).c_str());
  db_.run((spec.create + " WITHOUT ROWID").c_str());
}

void projection_tables::each_row(
  const std::string& sql, const std::function<void(std::span<const cell>)>& f) {
  auto cursor = db_.prepared(sql)();
  while (cursor.next())
    f(read_row(cursor));
}

void projection_tables::scrub() {
  db_.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

caf::expected<std::unique_ptr<projection_store>>
open_projections(std::shared_ptr<data_folder> folder) {
  return guarded([&]() -> std::unique_ptr<projection_store> {
    auto tables
      = std::make_unique<projection_tables>(folder->path() / "projections.db");
    return std::make_unique<projection_runner>(std::move(tables));
  });
}

caf::expected<std::unique_ptr<sample_chunks>>
open_sample_chunks(std::shared_ptr<data_folder> folder) {
  return guarded([&] {
    auto tables = std::make_unique<projection_tables>(
      folder->path() / "projections.db", profile::reader);
    return make_chunk_reader(std::move(tables), folder->shared_keys());
  });
}

} // namespace auren::storage::sqlite

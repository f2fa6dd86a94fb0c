#include "storage/sqlite/projection_tables.hpp"

#include "storage/bytes.hpp"
#include "storage/sha256.hpp"

#include <fmt/format.h>

#include <bit>
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

std::string row_bytes(sqlite::rows& cursor) {
  byte_writer out;
  for (int i = 0; i < cursor.columns(); ++i) {
    // SQLite gives a real as text with all its digits lost; take its bits.
    auto type = static_cast<uint8_t>(cursor.type(i));
    out.number(type);
    if (type == SQLITE_INTEGER)
      out.number(cursor.integer(i));
    else if (type == SQLITE_FLOAT)
      out.number(std::bit_cast<uint64_t>(cursor.real(i)));
    else
      out.text(cursor.bytes(i));
  }
  return out.take();
}

} // namespace

statement& tables::bound(const std::string& sql, std::span<const cell> values) {
  auto& prepared = db_.prepared(sql);
  prepared.begin();
  int index = 0;
  for (const auto& value : values)
    std::visit(binder{prepared, ++index}, value);
  return prepared;
}

void tables::run(const std::string& sql, std::span<const cell> values) {
  auto cursor = bound(sql, values).execute();
  while (cursor.next()) {
  }
}

std::vector<std::vector<cell>>
tables::rows(const std::string& sql, std::span<const cell> values) {
  std::vector<std::vector<cell>> result;
  auto cursor = bound(sql, values).execute();
  while (cursor.next()) {
    auto& row = result.emplace_back();
    for (int i = 0; i < cursor.columns(); ++i)
      row.push_back(read_cell(cursor, i));
  }
  return result;
}

cell read_cell(sqlite::rows& cursor, int column) {
  switch (cursor.type(column)) {
    case SQLITE_INTEGER: return cursor.integer(column);
    case SQLITE_FLOAT: return cursor.real(column);
    case SQLITE_TEXT: return std::string{cursor.bytes(column)};
    case SQLITE_BLOB: return bytes_value{std::string{cursor.bytes(column)}};
    default: return std::monostate{};
  }
}

std::string digest_of(connection& db, const std::vector<table_spec>& specs) {
  sha256 hash;
  for (const auto& spec : specs) {
    hash.add(byte_writer{}.text(spec.name).view());
    auto sql
      = fmt::format("SELECT * FROM {} ORDER BY {}", spec.name, spec.ordered);
    auto cursor = db.prepared(sql)();
    while (cursor.next())
      hash.add(row_bytes(cursor));
  }
  return hash.finish();
}

} // namespace auren::storage::sqlite

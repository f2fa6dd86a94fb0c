#include "storage/sqlite/statement.hpp"

#include <sqlite3.h>

namespace auren::storage::sqlite {

namespace {

[[noreturn]] void fail(sqlite3* db) {
  throw failure{sqlite3_extended_errcode(db), sqlite3_errmsg(db)};
}

} // namespace

rows::~rows() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_); // the bound bytes are not ours
}

bool rows::next() {
  auto status = sqlite3_step(statement_);
  if (status == SQLITE_ROW)
    return true;
  if (status != SQLITE_DONE)
    fail(sqlite3_db_handle(statement_));
  return false;
}

int rows::columns() const {
  return sqlite3_column_count(statement_);
}

int rows::type(int column) const {
  return sqlite3_column_type(statement_, column);
}

int64_t rows::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double rows::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string_view rows::bytes(int column) const {
  const auto* data
    = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  auto size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string_view{}
                         : std::string_view{data, static_cast<size_t>(size)};
}

statement::statement(sqlite3* db, std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  auto status
    = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  handle_.reset(prepared);
  if (status != SQLITE_OK)
    fail(db);
}

void statement::finaliser::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void statement::begin() {
  sqlite3_reset(handle_.get());
}

void statement::bind(int index, double value) {
  check(sqlite3_bind_double(handle_.get(), index, value));
}

void statement::bind(int index, std::string_view text) {
  check(sqlite3_bind_text64(handle_.get(), index,
                            text.data() == nullptr ? "" : text.data(),
                            text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void statement::bind(int index, blob value) {
  const auto* data = value.bytes.data();
  check(sqlite3_bind_blob64(handle_.get(), index, data == nullptr ? "" : data,
                            value.bytes.size(), SQLITE_STATIC));
}

void statement::bind_null(int index) {
  check(sqlite3_bind_null(handle_.get(), index));
}

int statement::index_of(const char* name) const {
  return sqlite3_bind_parameter_index(handle_.get(), name);
}

void statement::bind_integer(int index, int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), index, value));
}

void statement::check(int status) const {
  if (status != SQLITE_OK)
    fail(sqlite3_db_handle(handle_.get()));
}

} // namespace auren::storage::sqlite

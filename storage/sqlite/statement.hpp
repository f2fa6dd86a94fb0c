#pragma once

#include "storage/sqlite/failure.hpp"

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace auren::storage::sqlite {

/// Bytes that are bound as a BLOB; a plain string_view is bound as TEXT.
struct blob {
  std::string_view bytes;
};

/// The rows of one execution; ends it at the end of its life. Views are valid
/// until the next step.
class rows {
public:
  explicit rows(sqlite3_stmt* statement) : statement_(statement) {}
  rows(const rows&) = delete;
  rows& operator=(const rows&) = delete;
  ~rows();

  /// Moves to the next row; false when there is none. Throws `failure`.
  bool next();

  int columns() const;
  /// Returns SQLite's type of the column in this row, e.g. SQLITE_INTEGER.
  int type(int column) const;
  int64_t integer(int column) const;
  double real(int column) const;
  std::string_view bytes(int column) const; ///< Of a BLOB or a TEXT.

  template <std::integral T>
  T as(int column) const {
    return static_cast<T>(integer(column));
  }

private:
  sqlite3_stmt* statement_;
};

/// A prepared statement, executed by calling it with its parameters. One
/// execution at a time; the parameters' bytes must outlive it.
class statement {
public:
  statement(sqlite3* db, std::string_view sql);

  template <class... Ts>
  rows operator()(const Ts&... values) {
    begin();
    int index = 0;
    (bind(++index, values), ...);
    return rows{handle_.get()};
  }

  /// Executes to the end, for what returns no rows.
  template <class... Ts>
  void run(const Ts&... values) {
    auto result = (*this)(values...);
    while (result.next()) {
    }
  }

  /// Starts anew, for parameters that are bound one by one.
  void begin();
  template <std::integral T>
  void bind(int index, T value) {
    bind_integer(index, static_cast<int64_t>(value));
  }
  void bind(int index, double value);
  void bind(int index, std::string_view text);
  void bind(int index, blob value);
  void bind_null(int index);
  /// Binds the parameter `name`, e.g. ":after", which the SQL must have.
  template <class T>
  void bind(const char* name, const T& value) {
    bind(index_of(name), value);
  }
  /// Returns the rows of what was bound since `begin`.
  rows execute() {
    return rows{handle_.get()};
  }

private:
  struct finaliser {
    void operator()(sqlite3_stmt* statement) const;
  };
  int index_of(const char* name) const;
  void bind_integer(int index, int64_t value);
  void check(int status) const;

  std::unique_ptr<sqlite3_stmt, finaliser> handle_;
};

} // namespace auren::storage::sqlite

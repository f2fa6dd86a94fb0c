#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string_view>

struct pg_result;

namespace auren::storage::postgres {

/// The rows that a statement gave, in binary format, all in memory.
class result {
public:
  result() = default;
  explicit result(pg_result* handle) : handle_(handle) {}

  int rows() const;
  int columns() const;
  bool empty() const {
    return rows() == 0;
  }
  uint32_t type(int column) const; ///< pg_type.oid
  bool null(int row, int column) const;
  std::string_view bytes(int row, int column) const;
  /// Returns a smallint, integer, bigint, xid8 or boolean.
  int64_t integer(int row, int column) const;
  double real(int row, int column) const;

  template <std::integral T>
  T as(int row, int column) const {
    return static_cast<T>(integer(row, column));
  }
  pg_result* handle() const {
    return handle_.get();
  }

private:
  struct closer {
    void operator()(pg_result* handle) const;
  };
  std::unique_ptr<pg_result, closer> handle_;
};

} // namespace auren::storage::postgres

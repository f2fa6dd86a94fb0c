#include "storage/postgres/result.hpp"

#include <libpq-fe.h>

#include <bit>

namespace auren::storage::postgres {

void result::closer::operator()(pg_result* handle) const {
  PQclear(handle);
}

int result::rows() const {
  return PQntuples(handle_.get());
}

int result::columns() const {
  return PQnfields(handle_.get());
}

uint32_t result::type(int column) const {
  return PQftype(handle_.get(), column);
}

bool result::null(int row, int column) const {
  return PQgetisnull(handle_.get(), row, column) != 0;
}

std::string_view result::bytes(int row, int column) const {
  auto size = static_cast<size_t>(PQgetlength(handle_.get(), row, column));
  return {PQgetvalue(handle_.get(), row, column), size};
}

int64_t result::integer(int row, int column) const {
  auto from = bytes(row, column);
  if (from.empty())
    return 0;
  int64_t value = static_cast<int8_t>(from[0]); // NOLINT: it has the sign
  for (auto c : from.substr(1))
    value = value * 256 + static_cast<unsigned char>(c);
  return value;
}

double result::real(int row, int column) const {
  return std::bit_cast<double>(integer(row, column));
}

} // namespace auren::storage::postgres

#include "storage/postgres/params.hpp"

#include <bit>

namespace auren::storage::postgres {

namespace {

constexpr int32_t bigint_type = 20; // pg_type.oid
constexpr int32_t bytea_type = 17;

/// The head of a one-dimensional array without nulls, from index 1.
std::string array_head(int32_t type, size_t size) {
  std::string out;
  for (int32_t word : {size == 0 ? 0 : 1, 0, type})
    out += big_endian(word);
  if (size > 0)
    out += big_endian(static_cast<int32_t>(size)) + big_endian(int32_t{1});
  return out;
}

void add_element(std::string& out, std::string_view value) {
  out += big_endian(static_cast<int32_t>(value.size()));
  out += value;
}

template <class T>
std::string byte_lists(std::span<const T> values) {
  auto out = array_head(bytea_type, values.size());
  for (const auto& value : values)
    add_element(out, value);
  return out;
}

} // namespace

params& params::null() {
  values_.push_back(nullptr);
  lengths_.push_back(0);
  formats_.push_back(1);
  return *this;
}

params& params::real(double value) {
  return own(big_endian(std::bit_cast<int64_t>(value)));
}

params& params::bytes(std::string_view value) {
  values_.push_back(value.data() == nullptr ? "" : value.data());
  lengths_.push_back(static_cast<int>(value.size()));
  formats_.push_back(1);
  return *this;
}

params& params::own(std::string value) {
  return bytes(owned_.emplace_back(std::move(value)));
}

params& params::numbers(std::span<const int64_t> values) {
  auto out = array_head(bigint_type, values.size());
  for (auto value : values)
    add_element(out, big_endian(value));
  return own(std::move(out));
}

params& params::list(std::span<const std::string_view> values) {
  return own(byte_lists(values));
}

params& params::list(std::span<const std::string> values) {
  return own(byte_lists(values));
}

} // namespace auren::storage::postgres

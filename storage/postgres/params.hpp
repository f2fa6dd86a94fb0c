#pragma once

#include <concepts>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auren::storage::postgres {

/// Returns `value` in network byte order, as PostgreSQL's binary format has
/// its integers.
template <std::integral T>
std::string big_endian(T value) {
  auto bits = static_cast<std::make_unsigned_t<T>>(value);
  std::string out(sizeof(T), '\0');
  for (auto i = sizeof(T); i-- > 0;
       bits = static_cast<decltype(bits)>(sizeof(T) > 1 ? bits >> 8 : 0))
    out[i] = static_cast<char>(bits & 0xff);
  return out;
}

/// The parameters of one statement in binary format, in their order. The SQL
/// must give each its type: `$1::bigint`.
class params {
public:
  params() = default;
  params(params&&) = default; // what `values` points into does not move
  params& operator=(params&&) = default;

  params& null();
  /// bigint; whatever the type of `value`.
  template <std::integral T>
  params& number(T value) {
    return own(big_endian(static_cast<int64_t>(value)));
  }
  params& real(double value); ///< double precision
  /// bytea or text: bytes that must outlive the statement's execution.
  params& bytes(std::string_view value);
  params& numbers(std::span<const int64_t> values);       ///< bigint[]
  params& list(std::span<const std::string_view> values); ///< bytea[]
  params& list(std::span<const std::string> values);      ///< bytea[]

  int count() const {
    return static_cast<int>(values_.size());
  }
  const char* const* values() const {
    return values_.data();
  }
  const int* lengths() const {
    return lengths_.data();
  }
  const int* formats() const {
    return formats_.data();
  }

private:
  params& own(std::string bytes);
  std::deque<std::string> owned_; // its elements never move
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

} // namespace auren::storage::postgres

#pragma once

#include "storage/chunks/column.hpp"
#include "storage/chunks/varint.hpp"

#include <concepts>
#include <string>
#include <type_traits>

namespace auren::storage::chunks {

/// Writes a column of integers as runs: difference to the value of the run
/// before, and length.
template <std::integral T>
void write_runs(varint_writer& out, const column<T>& values) {
  uint64_t before = 0;
  for (size_t i = 0; i < values.size();) {
    auto now = static_cast<uint64_t>(values[i]);
    auto end = values.run_end(i);
    out.put_signed(static_cast<int64_t>(now - before)).put(end - i);
    before = now;
    i = end;
  }
}

/// Writes a column of texts as runs: text and length.
inline void write_runs(varint_writer& out, const column<std::string>& values) {
  for (size_t i = 0; i < values.size();) {
    auto end = values.run_end(i);
    out.text(values[i]).put(end - i);
    i = end;
  }
}

/// Reads a column of `n` values into `out`; runs that do not add up fail `in`.
template <class T>
void read_runs(varint_reader& in, size_t n, column<T>& out) {
  uint64_t value = 0;
  while (out.size() < n && in.ok()) {
    T next{};
    if constexpr (std::is_integral_v<T>) {
      value += static_cast<uint64_t>(in.get_signed());
      next = static_cast<T>(value);
    } else {
      next = in.text();
    }
    auto times = in.get();
    if (times == 0 || times > n - out.size())
      in.fail();
    else
      out.append(next, times);
  }
}

} // namespace auren::storage::chunks

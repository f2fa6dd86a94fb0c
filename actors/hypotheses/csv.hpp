#pragma once

#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace auren::hypotheses {

/// Reads comma-separated rows (RFC 4180: quotes, doubled quotes, line breaks
/// inside quotes, CRLF) one at a time, in constant memory.
class csv_reader {
public:
  /// Longest row taken, bytes; a longer one ends the reading.
  static constexpr size_t longest_row = 1 << 20;

  /// Reads from `in`, which must outlive the reader.
  explicit csv_reader(std::istream& in);

  /// Fills `fields` with the next row that is not empty; false at the end.
  /// The views are good until the next call.
  bool next(std::vector<std::string_view>& fields);
  /// Returns the number of the last line read, from 1.
  size_t line() const {
    return line_;
  }
  /// Returns what is wrong with the text, or nothing.
  const std::string& error() const {
    return error_;
  }

private:
  bool read_row();
  void split(std::vector<std::string_view>& fields);

  std::istream& in_;
  std::string row_, more_, plain_;
  std::string error_;
  size_t line_ = 0;
};

} // namespace auren::hypotheses

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace auren::operations {

/// Writes structs in Thrift's compact protocol (apache/thrift, doc/specs/
/// thrift-compact-protocol.md), as much of it as Parquet's metadata needs.
/// Fields of a struct come in the order of their ids.
class thrift_writer {
public:
  thrift_writer& i32(int16_t id, int32_t value);
  thrift_writer& i64(int16_t id, int64_t value);
  thrift_writer& text(int16_t id, std::string_view value);

  /// Begins a field that is a struct; `end` ends it.
  thrift_writer& open(int16_t id);

  /// Begins a field that is a list of `n` structs; each is begun by `item`.
  thrift_writer& structs(int16_t id, size_t n);
  thrift_writer& item();

  /// Adds a whole list of numbers or of texts.
  thrift_writer& numbers(int16_t id, const std::vector<int32_t>& values);
  thrift_writer& texts(int16_t id, const std::vector<std::string>& values);

  /// Ends the struct that was begun last; at the end the outermost.
  thrift_writer& end();

  /// Returns what was written.
  std::string take() {
    return std::move(out_);
  }

private:
  void field(int16_t id, uint8_t type);
  void list(size_t n, uint8_t type);
  void varint(uint64_t value);
  void zigzag(int64_t value);
  void bytes(std::string_view value);

  std::string out_;
  std::vector<int16_t> last_{0}; ///< Last field id of each open struct.
};

} // namespace auren::operations

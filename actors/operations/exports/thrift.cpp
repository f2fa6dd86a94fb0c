#include "actors/operations/exports/thrift.hpp"

namespace auren::operations {

namespace {

enum wire : uint8_t {
  i32_type = 5,
  i64_type = 6,
  binary = 8,
  many = 9,
  group = 12
};

} // namespace

thrift_writer& thrift_writer::i32(int16_t id, int32_t value) {
  field(id, i32_type);
  zigzag(value);
  return *this;
}

thrift_writer& thrift_writer::i64(int16_t id, int64_t value) {
  field(id, i64_type);
  zigzag(value);
  return *this;
}

thrift_writer& thrift_writer::text(int16_t id, std::string_view value) {
  field(id, binary);
  bytes(value);
  return *this;
}

thrift_writer& thrift_writer::open(int16_t id) {
  field(id, group);
  return item();
}

thrift_writer& thrift_writer::structs(int16_t id, size_t n) {
  field(id, many);
  list(n, group);
  return *this;
}

thrift_writer& thrift_writer::item() {
  last_.push_back(0);
  return *this;
}

thrift_writer&
thrift_writer::numbers(int16_t id, const std::vector<int32_t>& values) {
  field(id, many);
  list(values.size(), i32_type);
  for (auto one : values)
    zigzag(one);
  return *this;
}

thrift_writer&
thrift_writer::texts(int16_t id, const std::vector<std::string>& values) {
  field(id, many);
  list(values.size(), binary);
  for (auto& one : values)
    bytes(one);
  return *this;
}

thrift_writer& thrift_writer::end() {
  out_ += '\0';
  last_.pop_back();
  return *this;
}

void thrift_writer::field(int16_t id, uint8_t type) {
  auto step = id - last_.back();
  last_.back() = id;
  if (step > 0 && step < 16) {
    out_ += static_cast<char>(step << 4 | type);
    return;
  }
  out_ += static_cast<char>(type);
  zigzag(id);
}

void thrift_writer::list(size_t n, uint8_t type) {
  if (n < 15) {
    out_ += static_cast<char>(n << 4 | type);
    return;
  }
  out_ += static_cast<char>(0xF0 | type);
  varint(n);
}

void thrift_writer::varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7)
    out_ += static_cast<char>(value | 0x80);
  out_ += static_cast<char>(value);
}

void thrift_writer::zigzag(int64_t value) {
  varint(static_cast<uint64_t>(value) << 1
         ^ static_cast<uint64_t>(value >> 63));
}

void thrift_writer::bytes(std::string_view value) {
  varint(value.size());
  out_ += value;
}

} // namespace auren::operations

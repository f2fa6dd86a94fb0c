#include "actors/operations/exports/parquet_file.hpp"

#include "actors/operations/exports/thrift.hpp"
#include "storage/bytes.hpp"

#include <bit>
#include <stdexcept>
#include <zstd.h>

namespace auren::operations {

namespace {

constexpr std::string_view magic = "PAR1";
constexpr uint64_t group_rows = 65'536;
constexpr size_t group_bytes = 16u << 20;

// Numbers of parquet.thrift.
enum physical : int32_t { int64 = 2, real = 5, byte_array = 6 };
enum converted : int32_t { utf8 = 0, timestamp_millis = 9 };
constexpr int32_t required = 0, optional_field = 1;
constexpr int32_t plain = 0, rle = 3;
constexpr int32_t zstd = 6;
constexpr int32_t data_page = 0;

int32_t physical_of(parquet_type type) {
  switch (type) {
    case parquet_type::instant:
    case parquet_type::whole: return int64;
    case parquet_type::number: return real;
    case parquet_type::text: return byte_array;
  }
  return byte_array;
}

/// Definition levels of a flat column: runs of 0 and 1 (the RLE half of the
/// hybrid), with their length before them.
std::string levels_of(const std::vector<bool>& present) {
  std::string runs;
  for (size_t i = 0; i < present.size();) {
    auto end = i;
    while (end < present.size() && present[end] == present[i])
      ++end;
    for (auto n = (end - i) << 1;; n >>= 7) {
      runs += static_cast<char>(n >= 0x80 ? (n & 0x7f) | 0x80 : n);
      if (n < 0x80)
        break;
    }
    runs += present[i] ? '\1' : '\0';
    i = end;
  }
  return storage::byte_writer{}
    .number(static_cast<uint32_t>(runs.size()))
    .take()
    .append(runs);
}

std::string packed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  auto size
    = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3);
  if (ZSTD_isError(size) != 0)
    throw export_failure{"a page could not be compressed"};
  out.resize(size);
  return out;
}

} // namespace

parquet_file::parquet_file(const std::filesystem::path& folder,
                           const std::string& name,
                           std::vector<parquet_column> columns)
  : file_(folder, name), columns_(std::move(columns)), open_(columns_.size()) {
  file_.write(magic);
}

parquet_file& parquet_file::whole(int64_t value) {
  put(storage::byte_writer{}.number(value).view());
  return *this;
}

parquet_file& parquet_file::number(double value) {
  return whole(std::bit_cast<int64_t>(value));
}

parquet_file& parquet_file::text(std::string_view value) {
  put(storage::byte_writer{}.text(value).view());
  return *this;
}

void parquet_file::put(std::string_view plain_bytes) {
  auto& column = open_.at(at_++);
  column.values += plain_bytes;
  column.present.push_back(true);
  open_bytes_ += plain_bytes.size();
}

parquet_file& parquet_file::absent() {
  open_.at(at_++).present.push_back(false);
  return *this;
}

void parquet_file::end_row() {
  if (std::exchange(at_, 0) != columns_.size())
    throw std::logic_error{"a row has another number of columns"};
  ++rows_;
  if (++open_rows_ == group_rows || open_bytes_ >= group_bytes)
    end_group();
}

void parquet_file::end_group() {
  if (open_rows_ == 0)
    return;
  group done;
  done.rows = std::exchange(open_rows_, 0);
  for (size_t i = 0; i < columns_.size(); ++i)
    done.chunks.push_back(
      write_page(std::exchange(open_[i], {}), columns_[i].optional));
  groups_.push_back(std::move(done));
  open_bytes_ = 0;
}

parquet_file::chunk parquet_file::write_page(const pages& of, bool optional) {
  auto bytes = optional ? levels_of(of.present) + of.values : of.values;
  auto small = packed(bytes);
  thrift_writer head;
  head.i32(1, data_page)
    .i32(2, static_cast<int32_t>(bytes.size()))
    .i32(3, static_cast<int32_t>(small.size()))
    .open(5)
    .i32(1, static_cast<int32_t>(of.present.size()))
    .i32(2, plain)
    .i32(3, rle)
    .i32(4, rle)
    .end()
    .end();
  auto header = head.take();
  chunk done{file_.bytes(), header.size() + bytes.size(),
             header.size() + small.size()};
  file_.write(header);
  file_.write(small);
  return done;
}

std::string parquet_file::footer() const {
  thrift_writer out;
  out.i32(1, 1).structs(2, columns_.size() + 1);
  out.item().text(4, "schema").i32(5, static_cast<int32_t>(columns_.size()));
  out.end();
  for (auto& one : columns_) {
    out.item()
      .i32(1, physical_of(one.type))
      .i32(3, one.optional ? optional_field : required)
      .text(4, one.name);
    if (one.type == parquet_type::text)
      out.i32(6, utf8);
    if (one.type == parquet_type::instant)
      out.i32(6, timestamp_millis);
    out.end();
  }
  out.i64(3, static_cast<int64_t>(rows_)).structs(4, groups_.size());
  for (auto& one : groups_) {
    int64_t total = 0;
    out.item().structs(1, columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
      auto& part = one.chunks[i];
      total += static_cast<int64_t>(part.plain);
      out.item()
        .i64(2, static_cast<int64_t>(part.offset))
        .open(3)
        .i32(1, physical_of(columns_[i].type))
        .numbers(2, {plain, rle})
        .texts(3, {columns_[i].name})
        .i32(4, zstd)
        .i64(5, static_cast<int64_t>(one.rows))
        .i64(6, static_cast<int64_t>(part.plain))
        .i64(7, static_cast<int64_t>(part.packed))
        .i64(9, static_cast<int64_t>(part.offset))
        .end()
        .end();
    }
    out.i64(2, total).i64(3, static_cast<int64_t>(one.rows)).end();
  }
  return out.text(6, "auren").end().take();
}

void parquet_file::finish() {
  end_group();
  auto end = footer();
  file_.write(end);
  file_.write(
    storage::byte_writer{}.number(static_cast<uint32_t>(end.size())).view());
  file_.write(magic);
}

} // namespace auren::operations

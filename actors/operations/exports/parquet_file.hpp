#pragma once

#include "actors/operations/exports/export_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace auren::operations {

/// What a column of a Parquet file holds.
enum class parquet_type : uint8_t {
  instant, ///< Unix milliseconds, as TIMESTAMP(MILLIS, UTC).
  whole,   ///< 64 bits, signed.
  number,  ///< Double.
  text,    ///< UTF-8.
};

/// One column.
struct parquet_column {
  std::string name;
  parquet_type type;
  bool optional = false; ///< May be absent in a row.
};

/// Writes a flat table as Apache Parquet (apache/parquet-format 2.10): plain
/// values in one zstd page for each column of a row group. A group has 65,536
/// rows or 16 MiB at most, and is all that is in memory besides the footer.
/// Debian 12 has no library that does it. Blocks; throws `export_failure`.
class parquet_file {
public:
  parquet_file(const std::filesystem::path& folder, const std::string& name,
               std::vector<parquet_column> columns);

  /// Give the values of a row, each column once and in order; then `end_row`.
  parquet_file& whole(int64_t value);
  parquet_file& number(double value);
  parquet_file& text(std::string_view value);
  parquet_file& absent();
  void end_row();

  /// Writes the rest and the footer.
  void finish();

  export_file& file() {
    return file_;
  }
  uint64_t rows() const {
    return rows_;
  }

private:
  struct pages {
    std::string values; ///< PLAIN
    std::vector<bool> present;
  };
  struct chunk {
    uint64_t offset = 0;
    uint64_t plain = 0;  ///< Bytes with their header, before compression.
    uint64_t packed = 0; ///< And after.
  };
  struct group {
    std::vector<chunk> chunks;
    uint64_t rows = 0;
  };

  void put(std::string_view plain);
  void end_group();
  chunk write_page(const pages& of, bool optional);
  std::string footer() const;

  export_file file_;
  std::vector<parquet_column> columns_;
  std::vector<pages> open_;
  std::vector<group> groups_;
  size_t at_ = 0; ///< Column of the next value.
  size_t open_bytes_ = 0;
  uint64_t open_rows_ = 0;
  uint64_t rows_ = 0;
};

} // namespace auren::operations

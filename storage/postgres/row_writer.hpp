#pragma once

#include "storage/postgres/connection.hpp"
#include "storage/sealing_line.hpp"

#include <array>

namespace auren::storage::postgres {

/// Streams rows to the server with COPY, straight into the partition that
/// holds their positions, while the next are being sealed. Throws `failure`.
class row_writer {
public:
  explicit row_writer(connection& db) : db_(db) {}
  void add(const outgoing& row); ///< In the order of positions.
  void finish();

private:
  void open(uint64_t position);
  connection& db_;
  std::string partition_; ///< Empty: no COPY under way.
  std::string buffer_;
};

/// The rows of a few events as one INSERT, which needs no round trip of its
/// own: it may be a step of the pipeline that ends the transaction. All belong
/// into one partition.
class row_columns {
public:
  void add(const outgoing& row);

  /// Returns the statement. The ids of the events must outlive it.
  step take();

private:
  std::string partition_;
  std::array<std::vector<int64_t>, 10> numbers_;
  std::vector<std::string_view> ids_;
  std::vector<std::string> bodies_;
};

} // namespace auren::storage::postgres

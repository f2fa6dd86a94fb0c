#pragma once

#include "storage/postgres/connection.hpp"
#include "storage/sealing_line.hpp"

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

} // namespace auren::storage::postgres

#pragma once

#include "storage/postgres/append_plan.hpp"
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

/// The stored replies of a batch, by columns.
class request_columns {
public:
  bool empty() const {
    return people_.empty();
  }
  void add(const planned_command& command, const events::RequestRecord& request,
           const events::Appended& outcome, const seal::data_key& key);
  params take() const;

private:
  std::vector<int64_t> tenants_;
  std::vector<int64_t> people_;
  std::vector<std::string> keys_;
  std::vector<std::string> bodies_;
  std::vector<int64_t> positions_;
  std::vector<int64_t> versions_;
  std::vector<std::string> replies_;
};

} // namespace auren::storage::postgres

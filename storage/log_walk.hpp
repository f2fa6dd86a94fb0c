#pragma once

#include "storage/event_repository.hpp"
#include "storage/sealed_rows.hpp"
#include "storage/stored_event.hpp"

#include <set>
#include <unordered_map>

namespace auren::storage {

/// What a store's positions promise: SQLite's have no gaps; where many write
/// side by side, those of an aborted transaction are never seen.
enum class positions : uint8_t { without_gaps, only_growing };

/// Checks a log that is fed to it: all events in the order of the log, then
/// the heads of all streams, then all stored replies. Each call returns
/// whether the walk may go on; after the first finding it may not.
class log_walk {
public:
  log_walk(seal::keyring& keys, positions promise)
    : keys_(keys), promise_(promise) {}

  bool event(const stored_event& row);

  /// A head that the walk did not come to shows an end that was cut off.
  bool head(int64_t stream, uint64_t version, std::string_view last_hash);
  bool all_heads_seen();

  bool request(const request_row& row, const person_id& who);

  /// Notes what the database itself says is wrong.
  bool found(damage kind, uint64_t position, std::string detail);

  /// Returns the position that the walk would come to next.
  uint64_t next() const {
    return last_ + 1;
  }
  verification finish();

private:
  struct link {
    uint64_t version = 0;
    std::string hash;
  };
  bool payload(const stored_event& row);

  seal::keyring& keys_;
  positions promise_;
  uint64_t last_ = 0;
  size_t heads_ = 0;
  verification result_;
  std::unordered_map<int64_t, link> streams_;
  std::set<int64_t> people_;
  std::set<int64_t> erased_;
};

} // namespace auren::storage

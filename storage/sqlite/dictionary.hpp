#pragma once

#include "storage/person_id.hpp"
#include "storage/sqlite/connection.hpp"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace auren::storage::sqlite {

/// A stream's number, and whose it is.
struct stream_entry {
  std::string name;
  int64_t person = 0;
};

/// The names that the numbers in events.db mean. They never change, so they
/// are read once; a number that nobody knows has no name. Throws `failure`.
class dictionary {
public:
  explicit dictionary(connection& db) : db_(db) {}

  const person_id& person(int64_t id);
  const stream_entry& stream(int64_t id);
  const std::string& type(int64_t id);

  /// Returns the number of `who`, or nothing when the log has none of theirs.
  std::optional<int64_t> find_person(const person_id& who);

private:
  connection& db_;
  std::unordered_map<int64_t, person_id> people_;
  std::unordered_map<int64_t, stream_entry> streams_;
  std::unordered_map<int64_t, std::string> types_;
};

} // namespace auren::storage::sqlite

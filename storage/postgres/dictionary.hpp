#pragma once

#include "storage/person_id.hpp"
#include "storage/postgres/connection.hpp"

#include <optional>
#include <string>
#include <unordered_map>

namespace auren::storage::postgres {

/// A stream's number, and whose it is.
struct stream_entry {
  std::string name;
  int64_t person = 0;
};

/// A person's name, and the number of the tenant.
struct person_entry_of {
  person_id id;
  int64_t tenant = 0;
};

/// The names that the numbers in the database mean. They never change, so they
/// are read once; a number that nobody knows has no name. Throws `failure`.
class dictionary {
public:
  const person_entry_of& person(connection& db, int64_t id);
  const stream_entry& stream(connection& db, int64_t id);
  const std::string& type(connection& db, int64_t id);

  /// Reads the names of `streams` that are not known yet, with their people,
  /// in one query.
  void prefetch(connection& db, std::span<const int64_t> streams);

  /// Returns the number of `who`, or nothing when the log has none of theirs.
  std::optional<int64_t> find_person(connection& db, const person_id& who);

private:
  std::unordered_map<int64_t, person_entry_of> people_;
  std::unordered_map<int64_t, stream_entry> streams_;
  std::unordered_map<int64_t, std::string> types_;
};

} // namespace auren::storage::postgres

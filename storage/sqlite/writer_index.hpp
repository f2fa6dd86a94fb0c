#pragma once

#include "storage/person_id.hpp"
#include "storage/sqlite/connection.hpp"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace auren::storage::sqlite {

/// A person as the writer knows them.
struct writer_person {
  int64_t id = 0; ///< 0: not in the log yet.
  bool erased = false;
};

using writer_people = std::map<person_id, writer_person>;

/// The end of a stream as the writer knows it.
struct writer_stream {
  int64_t id = 0; ///< 0: not in the log yet.
  uint64_t version = 0;
  std::string last_hash;
  bool changed = false;
};

/// What the writer must know to append, read once and then kept in step with
/// its transaction. After a failed one call `forget`. Throws `failure`.
class writer_index {
public:
  explicit writer_index(connection& db) : db_(db) {}

  /// Returns `who` and what is known of them; without adding anybody. Valid
  /// until `forget` or `trim`.
  writer_people::value_type& person(const person_id& who);
  /// Adds `who`, whom the log does not have.
  void add(const person_id& who, writer_person& entry);

  /// Returns the end of the person's stream; without adding it. Valid until
  /// `forget` or `trim`.
  writer_stream& stream(int64_t person, const std::string& name);
  /// Adds a stream that the log does not have.
  void add(int64_t person, const std::string& name, writer_stream& entry);

  /// Returns the number of an event type, adding it when needed.
  int64_t type(const std::string& name);

  /// Returns the last position that was given away.
  uint64_t& head();

  /// Returns the greatest event id in the log; empty when it has none.
  const std::string& newest_id();
  /// Notes that an event with the id `id` was added.
  void added(std::string_view id);

  /// Notes that `stream` has moved, for `write_heads`.
  void moved(writer_stream& stream);
  /// Writes the ends that moved in this transaction.
  void write_heads();

  void forget(); ///< Drops everything; what the file says holds.
  void trim();   ///< Bounds the memory; between transactions.

private:
  connection& db_;
  writer_people people_;
  std::unordered_map<int64_t, std::map<std::string, writer_stream>> streams_;
  size_t stream_count_ = 0;
  std::unordered_map<std::string, int64_t> types_;
  std::vector<writer_stream*> moved_;
  bool knows_head_ = false;
  uint64_t head_ = 0;
  std::optional<std::string> newest_id_;
};

} // namespace auren::storage::sqlite

#pragma once

#include "storage/sqlite/statement.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;

namespace auren::storage::sqlite {

/// How a connection is used, and so how it is set up.
enum class profile : uint8_t {
  durable,     ///< The writer of truth: WAL, synchronous=FULL.
  rebuildable, ///< The writer of what can be made again: NORMAL.
  reader,      ///< Reads only; any number, one thread each.
};

/// One connection to an SQLite file, for one thread at a time. Throws
/// `failure`, also when the file does not take the settings of the profile.
///
/// No mmap: a read error there is a signal that ends the process.
class connection {
public:
  /// Opens `file`; writers create it (0600) when it is not there.
  connection(const std::filesystem::path& file, profile use);

  /// Runs SQL that takes nothing and returns nothing.
  void run(const char* sql);

  /// Returns the statement of `sql`, prepared once and kept.
  statement& prepared(const std::string& sql);

  /// Returns whether a transaction is open. SQLite ends some by itself.
  bool in_transaction() const;

  sqlite3* handle() const {
    return handle_.get();
  }

private:
  struct closer {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, closer> handle_;
  std::unordered_map<std::string, statement> statements_;
};

/// Throws `failure` unless `db` really is in WAL mode with synchronous=FULL:
/// only then may an append be acknowledged.
void require_durable(connection& db);

/// A transaction that is undone unless it was committed.
class transaction {
public:
  /// Begins; a writer takes the write lock at once.
  explicit transaction(connection& db, const char* begin = "BEGIN IMMEDIATE");
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction();

  /// Makes it durable as the profile says. When this throws, the outcome is
  /// unknown.
  void commit();

private:
  connection& db_;
};

} // namespace auren::storage::sqlite

#pragma once

#include "storage/postgres/failure.hpp"
#include "storage/postgres/params.hpp"
#include "storage/postgres/result.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct pg_conn;

namespace auren::storage::postgres {

/// One statement and its parameters.
struct step {
  std::string sql;
  params values{};
};

/// One session of a PostgreSQL server, with the statements that it has
/// prepared. Blocking; one thread at a time. Throws `failure`; after one that
/// broke the connection `alive` is false.
class connection {
public:
  /// Connects; `uri` is postgresql://… or anything else that libpq takes.
  /// Commits are durable: `synchronous_commit` is on whatever the server says.
  explicit connection(const std::string& uri);

  bool alive() const;

  /// Returns whether a transaction is open, also one that has failed.
  bool in_transaction() const;

  /// Runs statements without parameters, separated by ';'.
  void run(const std::string& sql);

  /// Runs one statement.
  result query(const std::string& sql, const params& values = {});

  /// Runs one statement that is not worth preparing, such as a FETCH.
  result fetch(const std::string& sql);

  /// Runs `steps` in one round trip; returns the result of each. The first
  /// that fails is thrown, and those after it were not run.
  std::vector<result> pipeline(const std::vector<step>& steps);

  /// Begins COPY … FROM STDIN (FORMAT binary) into a table and its columns.
  void begin_copy(const std::string& target);
  void copy(std::string_view bytes); ///< Rows; may be called many times.
  void end_copy();

  pg_conn* handle() const {
    return handle_.get();
  }

private:
  struct closer {
    void operator()(pg_conn* handle) const;
  };
  const std::string& prepared(const std::string& sql);
  result checked(pg_result* got);
  [[noreturn]] void fail();
  void drain();
  std::vector<result> collect(size_t count);

  std::unique_ptr<pg_conn, closer> handle_;
  std::unordered_map<std::string, std::string> statements_;
};

/// A transaction that rolls back unless it was committed.
class transaction {
public:
  explicit transaction(connection& db, const char* begin = "BEGIN");

  /// Takes over a transaction that a step of a pipeline will begin.
  struct begun_elsewhere {};
  transaction(connection& db, begun_elsewhere) : db_(db) {}

  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction();

  void commit();

private:
  connection& db_;
};

} // namespace auren::storage::postgres

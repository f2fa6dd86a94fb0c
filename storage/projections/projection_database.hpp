#pragma once

#include "storage/projection_store.hpp"

#include <functional>

namespace auren::storage {

/// What a `projection_runner` needs of the database that holds the tables.
/// All calls throw `failure`.
class projection_database : public projection_tables {
public:
  /// Starts a transaction, which `commit` or `rollback` ends.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;

  /// Runs a statement without parameters or rows.
  virtual void execute(const std::string& sql) = 0;

  /// Makes the table `spec` anew.
  virtual void recreate(const table_spec& spec) = 0;

  /// Calls `f` with each row of one SELECT, and holds one at a time.
  virtual void each_row(const std::string& sql,
                        const std::function<void(std::span<const cell>)>& f)
    = 0;

  /// Called when a person's rows were removed: nothing of them may stay
  /// behind in files of the database.
  virtual void scrub() = 0;
};

} // namespace auren::storage

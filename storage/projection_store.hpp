#pragma once

#include "messages/errc.hpp"
#include "messages/events.pb.h"
#include "storage/event_repository.hpp"

#include <caf/expected.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace auren::storage {

/// Bytes in a projection's column.
struct bytes_value {
  std::string bytes;
  friend bool operator==(const bytes_value&, const bytes_value&) = default;
};

/// One value of a projection's row; the first is NULL.
using cell
  = std::variant<std::monostate, int64_t, double, std::string, bytes_value>;

/// The tables of a projection within one transaction. Errors end the whole
/// transaction, so calls that fail throw what the store catches.
class projection_tables {
public:
  virtual ~projection_tables() = default;

  /// Runs one statement of portable SQL; `?` stand for `values`.
  virtual void run(const std::string& sql, std::span<const cell> values) = 0;

  /// Returns the rows of one SELECT.
  virtual std::vector<std::vector<cell>>
  rows(const std::string& sql, std::span<const cell> values) = 0;
};

/// One table that a projection owns.
struct table_spec {
  std::string name;
  std::string create;  ///< CREATE TABLE with a primary key; portable SQL.
  std::string ordered; ///< Columns that order the rows, for the digest.
};

/// What can be made from the log again: rows that are a function of the
/// events alone, not of when they were folded.
class projection {
public:
  virtual ~projection() = default;

  /// Returns its name, for ever the same.
  virtual std::string_view name() const = 0;

  /// Returns the version of its tables and its fold: another one than the
  /// stored one starts it anew.
  virtual uint32_t schema() const = 0;

  /// Returns the tables that it owns.
  virtual std::vector<table_spec> tables() const = 0;

  /// Adds one event to the tables, or keeps it back. What it returns or throws
  /// undoes all since the last `discard`; then each may come again by itself.
  virtual caf::expected<void>
  fold(const events::Event& event, projection_tables& tables) = 0;

  /// Returns whether it keeps back so much that `settle` is due.
  virtual bool full() const {
    return false;
  }

  /// Writes what `fold` kept back of the events it took. Called before the
  /// checkpoint is written, in its transaction; what it throws undoes all since
  /// the last `discard`, as with `fold`.
  virtual void settle(projection_tables&) {
    // nop
  }

  /// Forgets what `fold` kept back: it was undone, or what comes next is a new
  /// beginning.
  virtual void discard() {
    // nop
  }

  /// Removes all that is about `who`.
  virtual caf::expected<void>
  erase(const person_id& who, projection_tables& tables) = 0;
};

/// An event that a projection could not fold.
struct parked_event {
  uint64_t position = 0;
  uint32_t tries = 0;
  std::string error; ///< An errc name or a type of exception; no data.
};

/// Projections, their rows and how far each has come, the last two always in
/// one transaction. Blocking; one thread at a time.
class projection_store {
public:
  virtual ~projection_store() = default;

  /// Takes `added` up, making its tables when they are missing or of another
  /// schema.
  virtual caf::expected<void> add(std::unique_ptr<projection> added) = 0;

  /// Returns how far the projection is; `head` is left out.
  /// @returns `errc::not_found` when there is none of that name.
  virtual caf::expected<events::ProjectionStatus> status(std::string_view name)
    = 0;

  /// Folds the events after the checkpoint, in order, and returns the new
  /// checkpoint. Those before it are skipped; a gap is
  /// `errc::invalid_message`. An event that fails three times by itself is
  /// parked, and the others go on.
  virtual caf::expected<uint64_t>
  fold(std::string_view name, const events::Events& batch) = 0;

  /// Folds all that `log` has; returns the checkpoint. A log that is shorter
  /// than the checkpoint was restored: then everything is folded anew.
  virtual caf::expected<uint64_t>
  catch_up(std::string_view name, event_reader& log) = 0;

  /// Empties the tables and sets the checkpoint to 0, in one transaction.
  virtual caf::expected<void> drop(std::string_view name) = 0;

  /// `drop`, then folds all that `log` has; readers see it grow.
  /// Interrupted, it goes on with the next `catch_up`.
  virtual caf::expected<uint64_t>
  rebuild(std::string_view name, event_reader& log) = 0;

  /// Returns the SHA-256 of all rows of all its tables in order: equal for
  /// equal rows.
  virtual caf::expected<std::string> digest(std::string_view name) = 0;

  /// Returns what is parked, in order of position.
  virtual caf::expected<std::vector<parked_event>> parked(std::string_view name)
    = 0;

  /// Tries the parked events again; returns how many are still parked.
  virtual caf::expected<uint32_t>
  replay_parked(std::string_view name, event_reader& log) = 0;

  /// Removes what every projection holds about `who`. Call it after
  /// `event_repository::erase_person`, and at the start for everyone whom
  /// `people()` calls erased.
  virtual caf::expected<void> erase_person(const person_id& who) = 0;
};

} // namespace auren::storage

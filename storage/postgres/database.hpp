#pragma once

#include "messages/time.hpp"
#include "storage/event_repository.hpp"
#include "storage/postgres/pool.hpp"
#include "storage/projection_store.hpp"
#include "storage/projections/sample_chunks.hpp"
#include "storage/seal/keyring.hpp"

#include <filesystem>
#include <functional>
#include <optional>

namespace auren::storage::postgres {

/// How a database is opened.
struct database_options {
  std::string uri;
  size_t connections = 16;
  std::filesystem::path folder; ///< Where `master.key` lies or is made.
  std::optional<std::filesystem::path> master_key_file;
};

/// A PostgreSQL database that holds one AUREN: its connections and its keys.
class database {
public:
  /// Connects, checks that commits are durable, brings the schema up to date
  /// and opens the keyring. Blocks.
  /// @returns `errc::storage_unavailable` when the server cannot be reached,
  /// `errc::refused` when it is too old, not durable, or the master key is not
  /// the right one.
  static caf::expected<std::shared_ptr<database>>
  open(const database_options& options);

  /// Takes a connection that sees the rows of every tenant.
  pool::lease take() {
    return pool_.take();
  }

  /// Takes a connection for keys, which are wanted by who holds one of the
  /// others already.
  pool::lease take_for_keys() {
    return key_pool_.take();
  }

  const std::shared_ptr<seal::keyring>& keys() const {
    return keys_;
  }

private:
  explicit database(const database_options& options);
  pool pool_;
  pool key_pool_;
  std::shared_ptr<seal::keyring> keys_;
};

/// Returns what speaks against `db`: settings under which an acknowledged
/// commit may be lost, or a server older than 14. Empty: nothing.
std::string why_not_durable(connection& db);

/// Returns whether `db` could keep its events in hypertables.
bool has_timescale(connection& db);

/// Opens the event store of `db`. Many nodes may write side by side.
caf::expected<std::unique_ptr<event_repository>>
open_events(std::shared_ptr<database> db, clock_us now = time::now_us,
            seal::codec payloads = seal::codec::plain);

/// Opens the projections of `db`, in its schema `auren_projections`.
caf::expected<std::unique_ptr<projection_store>>
open_projections(std::shared_ptr<database> db);

/// Opens the samples' chunks of `db` for reading. The projection must have
/// been added before.
caf::expected<std::unique_ptr<sample_chunks>>
open_sample_chunks(std::shared_ptr<database> db);

} // namespace auren::storage::postgres

#include "storage/postgres/database.hpp"

#include "storage/postgres/key_store.hpp"
#include "storage/postgres/schema.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

namespace auren::storage::postgres {

namespace {

constexpr int oldest_version
  = 140000; // pipelines, partitions with all they need

std::string setting(connection& db, const char* name) {
  auto found = db.query(
    fmt::format("SELECT convert_to(current_setting('{}'), 'UTF8')", name));
  return std::string{found.bytes(0, 0)};
}

caf::expected<std::shared_ptr<seal::keyring>>
open_keyring(database& db, const database_options& options) {
  auto store = std::make_unique<key_store>(db);
  auto probe = store->probe();
  if (!probe)
    return probe.error();
  auto master = seal::load_master_key(options.folder, options.master_key_file,
                                      !probe->has_value());
  if (!master)
    return master.error();
  return seal::keyring::open(std::move(store), std::move(*master));
}

} // namespace

database::database(const database_options& options)
  : pool_(options.uri, options.connections, "SET auren.tenant = '*'"),
    key_pool_(options.uri, 2) {}

caf::expected<std::shared_ptr<database>>
database::open(const database_options& options) {
  return guarded([&] {
    std::shared_ptr<database> result{new database{options}};
    {
      auto db = result->pool_.take();
      if (auto why = why_not_durable(*db); !why.empty())
        throw refusal{caf::make_error(errc::refused, why)};
      migrate(*db, schema_steps());
    }
    result->keys_ = value_of(open_keyring(*result, options));
    return result;
  });
}

std::string why_not_durable(connection& db) {
  if (PQserverVersion(db.handle()) < oldest_version)
    return "PostgreSQL 14 or later is needed";
  for (const auto* name : {"fsync", "full_page_writes", "synchronous_commit"})
    if (auto value = setting(db, name); value != "on")
      return fmt::format("not durable: {} is {}, and must be on", name, value);
  return "";
}

bool has_timescale(connection& db) {
  return db.query("SELECT count(*) FROM pg_extension"
                  " WHERE extname = 'timescaledb'")
           .integer(0, 0)
         > 0;
}

} // namespace auren::storage::postgres

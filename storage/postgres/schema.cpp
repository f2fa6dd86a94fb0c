#include "storage/postgres/schema.hpp"

#include <fmt/format.h>

namespace auren::storage::postgres {

namespace {

// Names are bytes, for not every name that a client may give is valid text to
// PostgreSQL.
constexpr const char* events[] = {
  "CREATE TABLE auren.tenants (id BIGINT GENERATED ALWAYS AS IDENTITY"
  " PRIMARY KEY, name BYTEA NOT NULL UNIQUE)",

  "CREATE TABLE auren.people (id BIGINT GENERATED ALWAYS AS IDENTITY"
  " PRIMARY KEY, tenant BIGINT NOT NULL REFERENCES auren.tenants,"
  " person BYTEA NOT NULL, erased BYTEA NOT NULL DEFAULT '',"
  " epoch BIGINT NOT NULL DEFAULT 0, newest_id BYTEA NOT NULL DEFAULT '',"
  " UNIQUE (tenant, person)) WITH (fillfactor = 70)",

  "CREATE TABLE auren.types (id BIGINT GENERATED ALWAYS AS IDENTITY"
  " PRIMARY KEY, name BYTEA NOT NULL UNIQUE)",

  "CREATE TABLE auren.streams (id BIGINT GENERATED ALWAYS AS IDENTITY"
  " PRIMARY KEY, tenant BIGINT NOT NULL, person BIGINT NOT NULL REFERENCES"
  " auren.people, name BYTEA NOT NULL, version BIGINT NOT NULL,"
  " last_hash BYTEA NOT NULL, UNIQUE (person, name)) WITH (fillfactor = 70)",

  "CREATE TABLE auren.events (tenant BIGINT NOT NULL, position BIGINT NOT"
  " NULL, stream BIGINT NOT NULL, version BIGINT NOT NULL,"
  " type BIGINT NOT NULL, class BIGINT NOT NULL, person BIGINT NOT NULL,"
  " occurred_at_us BIGINT NOT NULL, utc_offset_s BIGINT NOT NULL,"
  " recorded_at_us BIGINT NOT NULL, event_id BYTEA NOT NULL,"
  " body BYTEA NOT NULL) PARTITION BY RANGE (position)",
  // Sealed bytes cannot be made shorter.
  "ALTER TABLE auren.events ALTER body SET STORAGE EXTERNAL",
  "CREATE UNIQUE INDEX events_by_position ON auren.events (position)",
  "CREATE INDEX events_by_id ON auren.events (event_id)",
  "CREATE INDEX events_by_stream ON auren.events (stream, version)",
  "CREATE INDEX events_by_person ON auren.events (person, position)",

  "CREATE SEQUENCE auren.positions AS BIGINT MINVALUE 0 START 0",

  // Gives positions away, and holds a lock on the first of them until the
  // transaction ends: everybody can see that it is under way. The lock comes
  // before anybody can know of the positions.
  "CREATE FUNCTION auren.reserve(n BIGINT, OUT last BIGINT)"
  " LANGUAGE plpgsql AS $$ DECLARE given BIGINT; BEGIN"
  "  PERFORM pg_advisory_lock(6582, 1);"
  "  SELECT last_value INTO given FROM auren.positions;"
  "  PERFORM pg_advisory_xact_lock(6583, ((given + 1) & 2147483647)::int);"
  "  last := setval('auren.positions', given + n);"
  "  PERFORM pg_advisory_unlock(6582, 1);"
  " END $$",

  // The last position that may be told: all up to there were written or never
  // will be. First what was given away, then who is under way, and only then
  // the rows: one that ends in between is seen by whoever reads the rows. A
  // lock tells 31 bits of a position; those given away meanwhile lie ahead.
  "CREATE FUNCTION auren.horizon() RETURNS BIGINT"
  " LANGUAGE plpgsql VOLATILE AS $$ DECLARE given BIGINT; oldest BIGINT; BEGIN"
  "  SELECT last_value INTO given FROM auren.positions;"
  "  SELECT max(behind) INTO oldest FROM (SELECT"
  "    (given - objid::bigint) & 2147483647 AS behind FROM pg_locks"
  "    WHERE locktype = 'advisory' AND classid = 6583 AND objsubid = 2"
  "    AND database = (SELECT oid FROM pg_database"
  "      WHERE datname = current_database())) locks"
  "    WHERE behind < 1073741824;"
  "  RETURN given - coalesce(oldest + 1, 0);"
  " END $$",

  "CREATE TABLE auren.requests (tenant BIGINT NOT NULL, person BIGINT NOT"
  " NULL, key_hash BYTEA NOT NULL, body_hash BYTEA NOT NULL,"
  " position BIGINT NOT NULL, version BIGINT NOT NULL, reply BYTEA NOT NULL,"
  " PRIMARY KEY (person, key_hash))",

  "CREATE TABLE auren.snapshots (tenant BIGINT NOT NULL, person BIGINT NOT"
  " NULL, actor BYTEA NOT NULL, version BIGINT NOT NULL, schema BIGINT NOT"
  " NULL, state BYTEA NOT NULL, PRIMARY KEY (person, actor))",
  "ALTER TABLE auren.snapshots ALTER state SET STORAGE EXTERNAL",
};

// A session sees the rows of the tenant that it names, or of all with '*'; one
// that names none sees nothing. Partitions are the writer's: their owner may
// COPY into them.
constexpr const char* tenancy[] = {
  "CREATE FUNCTION auren.visible(tenant BIGINT) RETURNS BOOLEAN"
  " LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT"
  " current_setting('auren.tenant', true) = '*' OR"
  " tenant::text = current_setting('auren.tenant', true) $$",
  "ALTER TABLE auren.people ENABLE ROW LEVEL SECURITY",
  "ALTER TABLE auren.people FORCE ROW LEVEL SECURITY",
  "CREATE POLICY by_tenant ON auren.people USING (auren.visible(tenant))",
  "ALTER TABLE auren.streams ENABLE ROW LEVEL SECURITY",
  "ALTER TABLE auren.streams FORCE ROW LEVEL SECURITY",
  "CREATE POLICY by_tenant ON auren.streams USING (auren.visible(tenant))",
  "ALTER TABLE auren.events ENABLE ROW LEVEL SECURITY",
  "ALTER TABLE auren.events FORCE ROW LEVEL SECURITY",
  "CREATE POLICY by_tenant ON auren.events USING (auren.visible(tenant))",
  "ALTER TABLE auren.requests ENABLE ROW LEVEL SECURITY",
  "ALTER TABLE auren.requests FORCE ROW LEVEL SECURITY",
  "CREATE POLICY by_tenant ON auren.requests USING (auren.visible(tenant))",
  "ALTER TABLE auren.snapshots ENABLE ROW LEVEL SECURITY",
  "ALTER TABLE auren.snapshots FORCE ROW LEVEL SECURITY",
  "CREATE POLICY by_tenant ON auren.snapshots USING (auren.visible(tenant))",
};

// Apart from the data, so that a dump may leave the keys out:
// pg_dump --exclude-schema=auren_keys.
constexpr const char* keys[] = {
  "CREATE SCHEMA IF NOT EXISTS auren_keys",
  "CREATE TABLE auren_keys.probe (one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK"
  " (one), sealed BYTEA NOT NULL)",
  "CREATE TABLE auren_keys.keys (id BIGINT GENERATED ALWAYS AS IDENTITY"
  " PRIMARY KEY, tenant BYTEA NOT NULL, person BYTEA NOT NULL,"
  " wrapped BYTEA NOT NULL, erased BOOLEAN NOT NULL DEFAULT FALSE,"
  " UNIQUE (tenant, person))",
};

// Ids of things begin where those of people end: seal::first_thing_id.
constexpr const char* things[] = {
  "CREATE TABLE auren_keys.things (id BIGINT GENERATED ALWAYS AS IDENTITY"
  " (START WITH 2147483648) PRIMARY KEY, tenant BYTEA NOT NULL,"
  " person BYTEA NOT NULL, label BIGINT NOT NULL, root BIGINT NOT NULL,"
  " wrapped BYTEA NOT NULL, condemned BYTEA, UNIQUE (tenant, person, label))",
  "CREATE INDEX things_by_root ON auren_keys.things (tenant, person, root)",
};

constexpr migration steps[] = {
  {1, "events", events},
  {2, "tenancy", tenancy},
  {3, "keys", keys},
  {4, "things", things},
};

int64_t number_of(uint64_t position) {
  return static_cast<int64_t>(position) / partition_size;
}

} // namespace

std::span<const migration> schema_steps() {
  return steps;
}

std::string partition_of(uint64_t position) {
  return fmt::format("auren.events_{}", number_of(position));
}

void make_partition(connection& db, uint64_t position) {
  auto first = number_of(position) * partition_size;
  transaction change{db};
  db.run("SELECT pg_advisory_xact_lock(6582, 4)"); // one node at a time
  auto name = partition_of(position);
  auto there = db.query("SELECT to_regclass(convert_from($1::bytea, 'UTF8'))"
                        " IS NOT NULL",
                        params{}.bytes(name));
  if (there.integer(0, 0) == 0) {
    db.run(fmt::format("CREATE TABLE {} PARTITION OF auren.events FOR VALUES"
                       " FROM ({}) TO ({})",
                       name, first, first + partition_size));
    db.run(fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", name));
  }
  change.commit();
}

} // namespace auren::storage::postgres

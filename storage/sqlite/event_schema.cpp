#include "storage/sqlite/event_schema.hpp"

#include "storage/sqlite/migrations.hpp"

namespace auren::storage::sqlite {

namespace {

// The indices hold all that filters ask for, so that a row is only touched
// when it is wanted. New ids are time-ordered: every index grows at an end.
constexpr migration steps[] = {
  {1, "events", R"(
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  person TEXT NOT NULL,
  erased BLOB NOT NULL DEFAULT x'',
  UNIQUE (tenant, person));
CREATE TABLE types (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE);
CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  UNIQUE (person, name));
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  version INTEGER NOT NULL,
  type INTEGER NOT NULL,
  class INTEGER NOT NULL,
  person INTEGER NOT NULL,
  occurred_at_us INTEGER NOT NULL,
  utc_offset_s INTEGER NOT NULL,
  recorded_at_us INTEGER NOT NULL,
  event_id BLOB NOT NULL,
  body BLOB NOT NULL);
CREATE UNIQUE INDEX events_by_id ON events (event_id, person);
CREATE UNIQUE INDEX events_by_stream ON events (stream, version);
CREATE INDEX events_by_person ON events (person, position, type, class);
CREATE TABLE requests (
  person INTEGER NOT NULL,
  key_hash BLOB NOT NULL,
  body_hash BLOB NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER NOT NULL,
  reply BLOB NOT NULL,
  PRIMARY KEY (person, key_hash)) WITHOUT ROWID;
CREATE TABLE snapshots (
  person INTEGER NOT NULL,
  actor TEXT NOT NULL,
  version INTEGER NOT NULL,
  schema INTEGER NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (person, actor));
)"},
};

} // namespace

void migrate_events(connection& db) {
  migrate(db, steps);
}

} // namespace auren::storage::sqlite

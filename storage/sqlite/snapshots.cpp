#include "storage/sqlite/snapshots.hpp"

#include "storage/bytes.hpp"

namespace auren::storage::sqlite {

namespace {

std::string bound(const person_id& who, const events::Snapshot& snapshot) {
  return byte_writer{}
    .text("auren.snapshot")
    .text(who.tenant)
    .text(who.person)
    .text(snapshot.actor())
    .number(snapshot.version())
    .number(snapshot.schema())
    .take();
}

} // namespace

std::optional<events::Snapshot>
find_snapshot(connection& db, seal::keyring& keys, const person_id& who,
              int64_t person, const std::string& actor) {
  auto found = db.prepared("SELECT version, schema, state FROM snapshots"
                           " WHERE person = ? AND actor = ?")(person, actor);
  if (!found.next())
    return std::nullopt;
  events::Snapshot snapshot;
  snapshot.set_tenant(who.tenant);
  snapshot.set_person(who.person);
  snapshot.set_actor(actor);
  snapshot.set_version(found.as<uint64_t>(0));
  snapshot.set_schema(found.as<uint32_t>(1));
  auto sealed = found.bytes(2);
  auto key = keys.opening_key(who, seal::key_id_of(sealed));
  if (!key)
    return std::nullopt;
  auto state = seal::open(*key, sealed, bound(who, snapshot));
  if (!state)
    return std::nullopt;
  snapshot.set_state(std::move(*state));
  return snapshot;
}

void put_snapshot(connection& db, seal::keyring& keys, const person_id& who,
                  int64_t person, const events::Snapshot& snapshot) {
  auto key = value_of(keys.sealing_key(who));
  auto sealed = seal::seal(key, snapshot.state(), bound(who, snapshot));
  db.prepared("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?)")
    .run(person, snapshot.actor(), snapshot.version(), snapshot.schema(),
         blob{sealed});
}

} // namespace auren::storage::sqlite

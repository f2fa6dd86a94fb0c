#include "storage/sqlite/snapshots.hpp"

#include "storage/sealed_rows.hpp"

namespace auren::storage::sqlite {

std::optional<events::Snapshot>
find_snapshot(connection& db, seal::keyring& keys, const person_id& who,
              int64_t person, const std::string& actor) {
  auto found = db.prepared("SELECT version, schema, state FROM snapshots"
                           " WHERE person = ? AND actor = ?")(person, actor);
  if (!found.next())
    return std::nullopt;
  events::Snapshot snapshot;
  snapshot.set_actor(actor);
  snapshot.set_version(found.as<uint64_t>(0));
  snapshot.set_schema(found.as<uint32_t>(1));
  return open_snapshot(std::move(snapshot), found.bytes(2), who, keys);
}

void put_snapshot(connection& db, seal::keyring& keys, const person_id& who,
                  int64_t person, const events::Snapshot& snapshot) {
  auto sealed = seal_snapshot(snapshot, who, keys);
  db.prepared("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?)")
    .run(person, snapshot.actor(), snapshot.version(), snapshot.schema(),
         blob{sealed});
}

} // namespace auren::storage::sqlite

#include "storage/sqlite/key_store.hpp"

#include "storage/sqlite/migrations.hpp"

namespace auren::storage::sqlite {

namespace {

// A row is never deleted, so no id is ever used again.
constexpr migration steps[] = {
  {1, "keys",
   "CREATE TABLE probe (only INTEGER PRIMARY KEY CHECK (only = 1),"
   " sealed BLOB NOT NULL);"
   "CREATE TABLE keys (id INTEGER PRIMARY KEY AUTOINCREMENT,"
   " tenant TEXT NOT NULL, person TEXT NOT NULL, wrapped BLOB NOT NULL,"
   " erased INTEGER NOT NULL DEFAULT 0, UNIQUE (tenant, person));"},
  // Ids of things begin where those of people end: seal::first_thing_id.
  {2, "things",
   "CREATE TABLE things (id INTEGER PRIMARY KEY AUTOINCREMENT,"
   " tenant TEXT NOT NULL, person TEXT NOT NULL, label INTEGER NOT NULL,"
   " root INTEGER NOT NULL, wrapped BLOB NOT NULL, condemned BLOB,"
   " UNIQUE (tenant, person, label));"
   "CREATE INDEX things_by_root ON things (tenant, person, root);"
   "INSERT INTO sqlite_sequence (name, seq) VALUES ('things', 2147483647);"},
};

} // namespace

key_store::key_store(const std::filesystem::path& file)
  : db_(file, profile::durable) {
  require_durable(db_);
  migrate(db_, steps);
}

caf::expected<std::optional<std::string>> key_store::probe() {
  return guarded([this]() -> std::optional<std::string> {
    auto found = db_.prepared("SELECT sealed FROM probe")();
    if (!found.next())
      return std::nullopt;
    return std::string{found.bytes(0)};
  });
}

caf::expected<void> key_store::set_probe(const std::string& sealed) {
  return guarded(
    [&] { db_.prepared("INSERT INTO probe VALUES (1, ?)").run(blob{sealed}); });
}

caf::expected<std::optional<seal::wrapped_key>>
key_store::find(const person_id& who) {
  return guarded([&]() -> std::optional<seal::wrapped_key> {
    auto found = db_.prepared("SELECT id, wrapped, erased FROM keys"
                              " WHERE tenant = ? AND person = ?")(who.tenant,
                                                                  who.person);
    if (!found.next())
      return std::nullopt;
    return seal::wrapped_key{found.as<uint32_t>(0), std::string{found.bytes(1)},
                             found.bytes(1).empty() && found.integer(2) != 0};
  });
}

caf::expected<seal::wrapped_key>
key_store::add(const person_id& who,
               const std::function<std::string(uint32_t)>& wrap) {
  return guarded([&] {
    transaction change{db_};
    db_
      .prepared("INSERT INTO keys (tenant, person, wrapped)"
                " VALUES (?, ?, zeroblob(0))")
      .run(who.tenant, who.person);
    seal::wrapped_key key;
    {
      auto id = db_.prepared("SELECT last_insert_rowid()")();
      id.next();
      key.id = id.as<uint32_t>(0);
    }
    key.bytes = wrap(key.id);
    db_.prepared("UPDATE keys SET wrapped = ? WHERE id = ?")
      .run(blob{key.bytes}, key.id);
    change.commit();
    return key;
  });
}

caf::expected<void> key_store::erase(const person_id& who) {
  return guarded([&] {
    transaction change{db_};
    db_
      .prepared("INSERT INTO keys (tenant, person, wrapped, erased)"
                " VALUES (?, ?, zeroblob(0), 1)"
                " ON CONFLICT (tenant, person)"
                " DO UPDATE SET wrapped = zeroblob(0), erased = 1")
      .run(who.tenant, who.person);
    db_
      .prepared("UPDATE things SET wrapped = zeroblob(0), condemned = NULL"
                " WHERE tenant = ? AND person = ?")
      .run(who.tenant, who.person);
    change.commit();
    // The write-ahead log still holds the page as it was.
    db_.run("PRAGMA wal_checkpoint(TRUNCATE)");
  });
}

caf::expected<std::vector<person_id>> key_store::erased() {
  return guarded([this] {
    std::vector<person_id> result;
    auto found = db_.prepared("SELECT tenant, person FROM keys"
                              " WHERE erased = 1 AND length(wrapped) = 0"
                              " ORDER BY id")();
    while (found.next())
      result.push_back(
        {std::string{found.bytes(0)}, std::string{found.bytes(1)}});
    return result;
  });
}

} // namespace auren::storage::sqlite

#include "storage/sqlite/key_store.hpp"

namespace auren::storage::sqlite {

namespace {

using found_key = std::optional<seal::thing_key>;

found_key first_of(rows found) {
  if (!found.next())
    return std::nullopt;
  return seal::thing_key{found.as<uint32_t>(0), found.integer(1),
                         std::string{found.bytes(2)}};
}

} // namespace

caf::expected<found_key>
key_store::find_thing(const person_id& who, uint32_t id) {
  return guarded([&] {
    return first_of(db_.prepared(
      "SELECT id, root, wrapped FROM things WHERE"
      " id = ? AND tenant = ? AND person = ?")(id, who.tenant, who.person));
  });
}

caf::expected<found_key>
key_store::find_labelled(const person_id& who, int64_t label) {
  return guarded([&] {
    return first_of(db_.prepared("SELECT id, root, wrapped FROM things WHERE"
                                 " tenant = ? AND person = ? AND label = ?")(
      who.tenant, who.person, label));
  });
}

caf::expected<seal::thing_key>
key_store::add_thing(const person_id& who, int64_t label, int64_t root,
                     const std::function<std::string(uint32_t)>& wrap) {
  return guarded([&] {
    transaction change{db_};
    db_
      .prepared("INSERT INTO things (tenant, person, label, root, wrapped)"
                " VALUES (?, ?, ?, ?, zeroblob(0))")
      .run(who.tenant, who.person, label, root);
    seal::thing_key key;
    {
      auto id = db_.prepared("SELECT last_insert_rowid()")();
      id.next();
      key.id = id.as<uint32_t>(0);
    }
    key.root = root != 0 ? root : int64_t{key.id};
    key.wrapped = wrap(key.id);
    db_.prepared("UPDATE things SET wrapped = ?, root = ? WHERE id = ?")
      .run(blob{key.wrapped}, key.root, key.id);
    change.commit();
    return key;
  });
}

caf::expected<void> key_store::condemn(const person_id& who, int64_t root,
                                       const std::string& event_id) {
  return guarded([&] {
    db_
      .prepared("UPDATE things SET condemned = ? WHERE tenant = ? AND"
                " person = ? AND root = ? AND length(wrapped) > 0")
      .run(blob{event_id}, who.tenant, who.person, root);
  });
}

caf::expected<std::vector<seal::condemned_thing>> key_store::condemned() {
  return guarded([this] {
    std::vector<seal::condemned_thing> result;
    auto found = db_.prepared("SELECT DISTINCT tenant, person, condemned FROM"
                              " things WHERE condemned IS NOT NULL")();
    while (found.next())
      result.push_back(
        {{std::string{found.bytes(0)}, std::string{found.bytes(1)}},
         std::string{found.bytes(2)}});
    return result;
  });
}

caf::expected<void>
key_store::settle(const person_id& who, const std::string& event_id,
                  bool destroy) {
  return guarded([&] {
    static const std::string which
      = " WHERE tenant = ? AND person = ? AND condemned = ?";
    static const std::string gone
      = "UPDATE things SET condemned = NULL, wrapped = zeroblob(0)" + which;
    static const std::string spared
      = "UPDATE things SET condemned = NULL" + which;
    db_.prepared(destroy ? gone : spared)
      .run(who.tenant, who.person, blob{event_id});
    if (destroy) // the write-ahead log still holds the page as it was
      db_.run("PRAGMA wal_checkpoint(TRUNCATE)");
  });
}

} // namespace auren::storage::sqlite

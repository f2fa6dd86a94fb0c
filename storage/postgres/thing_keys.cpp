#include "storage/postgres/key_store.hpp"

namespace auren::storage::postgres {

namespace {

using found_key = std::optional<seal::thing_key>;

const std::string key_columns
  = "SELECT id, root, wrapped FROM auren_keys.things"
    " WHERE tenant = $1::bytea AND person = $2::bytea";

params name_of(const person_id& who) {
  params result;
  result.bytes(who.tenant).bytes(who.person);
  return result;
}

found_key first_of(const result& found) {
  if (found.empty())
    return std::nullopt;
  return seal::thing_key{found.as<uint32_t>(0, 0), found.integer(0, 1),
                         std::string{found.bytes(0, 2)}};
}

} // namespace

caf::expected<found_key>
key_store::find_thing(const person_id& who, uint32_t id) {
  return guarded([&] {
    return retried([&] {
      return first_of(db_.take_for_keys()->query(
        key_columns + " AND id = $3::bigint", name_of(who).number(id)));
    });
  });
}

caf::expected<found_key>
key_store::find_labelled(const person_id& who, int64_t label) {
  return guarded([&] {
    return retried([&] {
      return first_of(db_.take_for_keys()->query(
        key_columns + " AND label = $3::bigint", name_of(who).number(label)));
    });
  });
}

caf::expected<seal::thing_key>
key_store::add_thing(const person_id& who, int64_t label, int64_t root,
                     const std::function<std::string(uint32_t)>& wrap) {
  return guarded([&] {
    auto db = db_.take_for_keys();
    transaction change{*db};
    auto added
      = db->query("INSERT INTO auren_keys.things (tenant, person, label, root,"
                  " wrapped) VALUES ($1::bytea, $2::bytea, $3::bigint,"
                  " $4::bigint, '') RETURNING id",
                  name_of(who).number(label).number(root));
    seal::thing_key key;
    key.id = added.as<uint32_t>(0, 0);
    key.root = root != 0 ? root : int64_t{key.id};
    key.wrapped = wrap(key.id);
    db->query("UPDATE auren_keys.things SET wrapped = $1::bytea,"
              " root = $2::bigint WHERE id = $3::bigint",
              params{}.bytes(key.wrapped).number(key.root).number(key.id));
    change.commit();
    return key;
  });
}

caf::expected<void> key_store::condemn(const person_id& who, int64_t root,
                                       const std::string& event_id) {
  return guarded([&] {
    db_.take_for_keys()->query(
      "UPDATE auren_keys.things SET condemned = $4::bytea WHERE"
      " tenant = $1::bytea AND person = $2::bytea AND root = $3::bigint"
      " AND wrapped <> ''",
      name_of(who).number(root).bytes(event_id));
  });
}

caf::expected<std::vector<seal::condemned_thing>> key_store::condemned() {
  return guarded([this] {
    std::vector<seal::condemned_thing> all;
    auto found = db_.take_for_keys()->query(
      "SELECT DISTINCT tenant, person, condemned FROM auren_keys.things"
      " WHERE condemned IS NOT NULL");
    for (int row = 0; row < found.rows(); ++row)
      all.push_back(
        {{std::string{found.bytes(row, 0)}, std::string{found.bytes(row, 1)}},
         std::string{found.bytes(row, 2)}});
    return all;
  });
}

caf::expected<void>
key_store::settle(const person_id& who, const std::string& event_id,
                  bool destroy) {
  return guarded([&] {
    static const std::string which
      = " WHERE tenant = $1::bytea AND person = $2::bytea"
        " AND condemned = $3::bytea";
    static const std::string gone
      = "UPDATE auren_keys.things SET condemned = NULL, wrapped = ''" + which;
    static const std::string spared
      = "UPDATE auren_keys.things SET condemned = NULL" + which;
    db_.take_for_keys()->query(destroy ? gone : spared,
                               name_of(who).bytes(event_id));
  });
}

} // namespace auren::storage::postgres

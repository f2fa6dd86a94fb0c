#include "storage/postgres/key_store.hpp"

#include "storage/postgres/scrub.hpp"

namespace auren::storage::postgres {

namespace {

params name_of(const person_id& who) {
  params result;
  result.bytes(who.tenant).bytes(who.person);
  return result;
}

std::optional<seal::wrapped_key> find_in(connection& db, const person_id& who) {
  auto found = db.query("SELECT id, wrapped, erased FROM auren_keys.keys"
                        " WHERE tenant = $1::bytea AND person = $2::bytea",
                        name_of(who));
  if (found.empty())
    return std::nullopt;
  auto wrapped = found.bytes(0, 1);
  return seal::wrapped_key{found.as<uint32_t>(0, 0), std::string{wrapped},
                           wrapped.empty() && found.integer(0, 2) != 0};
}

} // namespace

caf::expected<std::optional<std::string>> key_store::probe() {
  return guarded([this]() -> std::optional<std::string> {
    auto found
      = db_.take_for_keys()->query("SELECT sealed FROM auren_keys.probe");
    if (found.empty())
      return std::nullopt;
    return std::string{found.bytes(0, 0)};
  });
}

caf::expected<void> key_store::set_probe(const std::string& sealed) {
  return guarded([&] {
    db_.take_for_keys()->query("INSERT INTO auren_keys.probe (sealed)"
                               " VALUES ($1::bytea)",
                               params{}.bytes(sealed));
  });
}

caf::expected<std::optional<seal::wrapped_key>>
key_store::find(const person_id& who) {
  return guarded([&] {
    return retried([&] { return find_in(*db_.take_for_keys(), who); });
  });
}

caf::expected<seal::wrapped_key>
key_store::add(const person_id& who,
               const std::function<std::string(uint32_t)>& wrap) {
  return guarded([&] {
    auto db = db_.take_for_keys();
    transaction change{*db};
    auto added = db->query("INSERT INTO auren_keys.keys (tenant, person,"
                           " wrapped) VALUES ($1::bytea, $2::bytea, '')"
                           " ON CONFLICT (tenant, person) DO NOTHING"
                           " RETURNING id",
                           name_of(who));
    if (added.empty()) // another node was faster
      return find_in(*db, who).value();
    seal::wrapped_key key;
    key.id = added.as<uint32_t>(0, 0);
    key.bytes = wrap(key.id);
    db->query("UPDATE auren_keys.keys SET wrapped = $1::bytea"
              " WHERE id = $2::bigint",
              params{}.bytes(key.bytes).number(key.id));
    change.commit();
    return key;
  });
}

caf::expected<void> key_store::erase(const person_id& who) {
  return guarded([&] {
    auto db = db_.take_for_keys();
    db->query("INSERT INTO auren_keys.keys (tenant, person, wrapped, erased)"
              " VALUES ($1::bytea, $2::bytea, '', TRUE)"
              " ON CONFLICT (tenant, person)"
              " DO UPDATE SET wrapped = '', erased = TRUE"
              " WHERE NOT keys.erased OR keys.wrapped <> ''",
              name_of(who));
    db->query("UPDATE auren_keys.things SET wrapped = '', condemned = NULL"
              " WHERE tenant = $1::bytea AND person = $2::bytea"
              " AND wrapped <> ''",
              name_of(who));
  });
}

caf::expected<bool> key_store::scrub(std::chrono::milliseconds patience) {
  return guarded([&] {
    auto db = db_.take_for_keys();
    auto clean = postgres::scrub(*db, "auren_keys.keys", patience);
    return postgres::scrub(*db, "auren_keys.things", patience) && clean;
  });
}

caf::expected<std::vector<person_id>> key_store::erased() {
  return guarded([this] {
    std::vector<person_id> result;
    auto found
      = db_.take_for_keys()->query("SELECT tenant, person FROM auren_keys.keys"
                                   " WHERE erased AND wrapped = ''"
                                   " ORDER BY id");
    result.reserve(static_cast<size_t>(found.rows()));
    for (int row = 0; row < found.rows(); ++row)
      result.push_back(
        {std::string{found.bytes(row, 0)}, std::string{found.bytes(row, 1)}});
    return result;
  });
}

} // namespace auren::storage::postgres

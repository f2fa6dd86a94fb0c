#include "storage/postgres/requests.hpp"

#include "storage/sealed_rows.hpp"

namespace auren::storage::postgres {

namespace {

const std::string insert_sql
  = "INSERT INTO auren.requests (tenant, person, key_hash, body_hash,"
    " position, version, reply) SELECT * FROM unnest($1::bigint[],"
    " $2::bigint[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bigint[],"
    " $7::bytea[]) ON CONFLICT DO NOTHING";
const std::string select_sql
  = "SELECT person, key_hash, body_hash, position, version, reply"
    " FROM auren.requests WHERE person = $1::bigint AND key_hash > $2::bytea"
    " ORDER BY key_hash LIMIT 1000";

} // namespace

void request_columns::add(const person_id& who, int64_t tenant, int64_t person,
                          kept_request request, const seal::data_key& key) {
  tenants_.push_back(tenant);
  people_.push_back(person);
  keys_.push_back(std::move(request.key_hash));
  bodies_.push_back(std::move(request.body_hash));
  positions_.push_back(static_cast<int64_t>(request.position));
  versions_.push_back(static_cast<int64_t>(request.version));
  request_row row{person,           keys_.back(),    bodies_.back(),
                  request.position, request.version, {}};
  replies_.push_back(seal_reply(row, who, key, request.reply));
}

step request_columns::take() const {
  step result;
  result.sql = insert_sql;
  result.values.numbers(tenants_).numbers(people_).list(keys_).list(bodies_);
  result.values.numbers(positions_).numbers(versions_).list(replies_);
  return result;
}

std::vector<kept_request>
requests_after(connection& db, seal::keyring& keys, const person_id& who,
               int64_t person, std::string_view key_hash) {
  std::vector<kept_request> result;
  auto found = db.query(select_sql, params{}.number(person).bytes(key_hash));
  for (int row = 0; row < found.rows(); ++row) {
    request_row one{found.integer(row, 0),      found.bytes(row, 1),
                    found.bytes(row, 2),        found.as<uint64_t>(row, 3),
                    found.as<uint64_t>(row, 4), found.bytes(row, 5)};
    if (auto kept = to_kept(one, who, keys))
      result.push_back(std::move(*kept));
  }
  return result;
}

} // namespace auren::storage::postgres

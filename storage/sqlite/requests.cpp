#include "storage/sqlite/requests.hpp"

#include "storage/sha256.hpp"

namespace auren::storage::sqlite {

request_row read_request(rows& cursor) {
  return {cursor.integer(0),      cursor.bytes(1),        cursor.bytes(2),
          cursor.as<uint64_t>(3), cursor.as<uint64_t>(4), cursor.bytes(5)};
}

caf::expected<std::optional<events::Appended>>
find_request(connection& db, seal::keyring& keys, const person_id& who,
             int64_t person, const events::RequestRecord& request) {
  static const std::string sql
    = std::string{all_requests} + " WHERE person = ? AND key_hash = ?";
  auto key_hash = sha256_of(request.key());
  auto found = db.prepared(sql)(person, blob{key_hash});
  if (!found.next())
    return std::optional<events::Appended>{};
  auto again = answer_again(read_request(found), request, who, keys);
  if (!again)
    return again.error();
  return std::optional{std::move(*again)};
}

void put_request(connection& db, const seal::data_key& key,
                 const person_id& who, int64_t person,
                 const events::RequestRecord& request,
                 const events::Appended& outcome) {
  auto key_hash = sha256_of(request.key());
  request_row row{person,
                  key_hash,
                  request.body_hash(),
                  outcome.position(),
                  outcome.version(),
                  {}};
  auto sealed = seal_reply(row, who, key, request.reply());
  db.prepared("INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)")
    .run(person, blob{key_hash}, blob{request.body_hash()}, row.position,
         row.version, blob{sealed});
}

} // namespace auren::storage::sqlite

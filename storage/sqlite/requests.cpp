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

std::vector<kept_request>
requests_after(connection& db, seal::keyring& keys, const person_id& who,
               int64_t person, std::string_view key_hash) {
  static const std::string sql
    = std::string{all_requests}
      + " WHERE person = ? AND key_hash > ? ORDER BY key_hash LIMIT 1000";
  std::vector<kept_request> result;
  auto found = db.prepared(sql)(person, blob{key_hash});
  while (found.next())
    if (auto one = to_kept(read_request(found), who, keys))
      result.push_back(std::move(*one));
  return result;
}

void put_request(connection& db, const seal::data_key& key,
                 const person_id& who, int64_t person,
                 const kept_request& request) {
  request_row row{person,           request.key_hash, request.body_hash,
                  request.position, request.version,  {}};
  auto sealed = seal_reply(row, who, key, request.reply);
  db.prepared("INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)"
              " ON CONFLICT DO NOTHING")
    .run(person, blob{row.key_hash}, blob{row.body_hash}, row.position,
         row.version, blob{sealed});
}

} // namespace auren::storage::sqlite

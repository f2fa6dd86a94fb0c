#include "storage/sqlite/requests.hpp"

#include "storage/bytes.hpp"
#include "storage/sha256.hpp"

namespace auren::storage::sqlite {

namespace {

std::string bound(const request_row& row, const person_id& who) {
  return byte_writer{}
    .text("auren.request")
    .text(who.tenant)
    .text(who.person)
    .text(row.key_hash)
    .text(row.body_hash)
    .number(row.position)
    .number(row.version)
    .take();
}

} // namespace

request_row read_request(rows& cursor) {
  return {cursor.integer(0),      cursor.bytes(1),        cursor.bytes(2),
          cursor.as<uint64_t>(3), cursor.as<uint64_t>(4), cursor.bytes(5)};
}

caf::expected<std::string>
open_reply(const request_row& row, const person_id& who, seal::keyring& keys) {
  auto key = keys.opening_key(who, seal::key_id_of(row.sealed));
  if (!key)
    return key.error();
  return seal::open(*key, row.sealed, bound(row, who));
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
  auto row = read_request(found);
  if (row.body_hash != request.body_hash())
    return caf::make_error(errc::idempotency_mismatch);
  auto reply = open_reply(row, who, keys);
  if (!reply)
    return reply.error();
  events::Appended again;
  again.set_replayed(true);
  again.set_position(row.position);
  again.set_version(row.version);
  again.set_reply(std::move(*reply));
  return std::optional{std::move(again)};
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
  auto sealed = seal::seal(key, request.reply(), bound(row, who));
  db.prepared("INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)")
    .run(person, blob{key_hash}, blob{request.body_hash()}, row.position,
         row.version, blob{sealed});
}

} // namespace auren::storage::sqlite

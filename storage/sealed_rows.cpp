#include "storage/sealed_rows.hpp"

#include "storage/bytes.hpp"
#include "storage/failure.hpp"
#include "storage/sha256.hpp"

namespace auren::storage {

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

std::string bound(const events::Snapshot& snapshot, const person_id& who) {
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

caf::expected<std::string>
open_reply(const request_row& row, const person_id& who, seal::keyring& keys) {
  auto key = keys.opening_key(who, seal::key_id_of(row.sealed));
  if (!key)
    return key.error();
  return seal::open(*key, row.sealed, bound(row, who));
}

std::string seal_reply(const request_row& row, const person_id& who,
                       const seal::data_key& key, std::string_view reply) {
  return seal::seal(key, reply, bound(row, who));
}

caf::expected<events::Appended>
answer_again(const request_row& row, const events::RequestRecord& request,
             const person_id& who, seal::keyring& keys) {
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
  return again;
}

kept_request
to_kept(const events::RequestRecord& request, const events::Appended& outcome) {
  return {sha256_of(request.key()), request.body_hash(), outcome.position(),
          outcome.version(), request.reply()};
}

std::optional<kept_request>
to_kept(const request_row& row, const person_id& who, seal::keyring& keys) {
  auto reply = open_reply(row, who, keys);
  if (!reply && reply.error() == errc::erased)
    return std::nullopt;
  return kept_request{std::string{row.key_hash}, std::string{row.body_hash},
                      row.position, row.version, value_of(std::move(reply))};
}

std::optional<events::Snapshot>
open_snapshot(events::Snapshot snapshot, std::string_view sealed,
              const person_id& who, seal::keyring& keys) {
  auto key = keys.opening_key(who, seal::key_id_of(sealed));
  if (!key)
    return std::nullopt;
  auto state = seal::open(*key, sealed, bound(snapshot, who));
  if (!state)
    return std::nullopt;
  snapshot.set_tenant(who.tenant);
  snapshot.set_person(who.person);
  snapshot.set_state(std::move(*state));
  return snapshot;
}

std::string seal_snapshot(const events::Snapshot& snapshot,
                          const person_id& who, seal::keyring& keys) {
  auto key = value_of(keys.sealing_key(who));
  return seal::seal(key, snapshot.state(), bound(snapshot, who));
}

std::string erased_mark(const person_id& who) {
  return sha256_of(byte_writer{}
                     .text("auren.erased")
                     .text(who.tenant)
                     .text(who.person)
                     .view());
}

int64_t person_number(const person_id& who) {
  auto digest
    = sha256_of(byte_writer{}.text(who.tenant).text(who.person).view());
  return byte_reader{digest}.number<int64_t>();
}

} // namespace auren::storage

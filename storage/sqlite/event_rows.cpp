#include "storage/sqlite/event_rows.hpp"

#include <fmt/format.h>

namespace auren::storage::sqlite {

namespace {

void read_columns(rows& cursor, event_row& row) {
  auto& event = row.event;
  event.position = cursor.as<uint64_t>(0);
  row.stream = cursor.integer(1);
  event.version = cursor.as<uint64_t>(2);
  event.urgency = cursor.as<uint8_t>(4);
  row.person = cursor.integer(5);
  event.occurred_at_us = cursor.integer(6);
  event.utc_offset_s = cursor.as<int32_t>(7);
  event.recorded_at_us = cursor.integer(8);
  event.event_id = cursor.bytes(9);
}

/// Whether the narrow columns hold no more than is hashed.
bool in_range(rows& cursor) {
  return cursor.integer(4) == cursor.as<uint8_t>(4)
         && cursor.integer(7) == cursor.as<int32_t>(7);
}

} // namespace

event_row read_row(rows& cursor, dictionary& names) {
  event_row row;
  read_columns(cursor, row);
  auto& event = row.event;
  const auto& stream = names.stream(row.stream);
  const auto& who = names.person(row.person);
  event.stream = stream.name;
  event.tenant = who.tenant;
  event.person = who.person;
  event.type = names.type(cursor.integer(3));
  auto body = decode_body(cursor.bytes(10));
  if (!body)
    return row;
  event.previous_hash = body->previous_hash;
  event.causation_id = body->causation_id;
  event.trace_id = body->trace_id;
  event.algorithm = body->algorithm;
  row.hash = body->hash;
  row.sealed = body->sealed;
  row.whole = stream.person == row.person && in_range(cursor)
              && event_hash(event, row.sealed) == row.hash;
  return row;
}

caf::expected<std::string>
open_payload(const event_row& row, seal::keyring& keys) {
  person_id who{std::string{row.event.tenant}, std::string{row.event.person}};
  auto key = keys.opening_key(who, seal::key_id_of(row.sealed));
  if (!key)
    return key.error();
  return seal::open(*key, row.sealed, payload_bound(row.event));
}

caf::expected<events::Event>
to_event(const event_row& row, seal::keyring& keys) {
  auto payload
    = row.whole ? open_payload(row, keys) : caf::make_error(errc::damaged);
  if (!payload && payload.error() == errc::damaged)
    return caf::make_error(
      errc::damaged,
      fmt::format("the event at position {} is damaged", row.event.position));
  if (!payload && payload.error() != errc::erased)
    return payload.error();
  const auto& from = row.event;
  events::Event event;
  event.set_event_id(std::string{from.event_id});
  event.set_tenant(std::string{from.tenant});
  event.set_person(std::string{from.person});
  event.set_stream(std::string{from.stream});
  event.set_version(from.version);
  event.set_position(from.position);
  event.set_type(std::string{from.type});
  event.set_class_(static_cast<events::Class::Value>(from.urgency));
  event.set_occurred_at_us(from.occurred_at_us);
  event.set_utc_offset_s(from.utc_offset_s);
  event.set_recorded_at_us(from.recorded_at_us);
  event.set_causation_id(std::string{from.causation_id});
  event.set_trace_id(std::string{from.trace_id});
  event.set_algorithm(std::string{from.algorithm});
  event.set_previous_hash(std::string{from.previous_hash});
  if (payload)
    event.set_payload(std::move(*payload));
  return event;
}

} // namespace auren::storage::sqlite

#include "storage/sqlite/event_rows.hpp"

namespace auren::storage::sqlite {

namespace {

void read_columns(rows& cursor, stored_event& row) {
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

stored_event read_row(rows& cursor, dictionary& names) {
  stored_event row;
  read_columns(cursor, row);
  auto& event = row.event;
  const auto& stream = names.stream(row.stream);
  const auto& who = names.person(row.person);
  event.stream = stream.name;
  event.tenant = who.tenant;
  event.person = who.person;
  event.type = names.type(cursor.integer(3));
  take_body(row, cursor.bytes(10));
  row.whole = row.whole && stream.person == row.person && in_range(cursor);
  return row;
}

} // namespace auren::storage::sqlite

#include "storage/postgres/event_rows.hpp"

namespace auren::storage::postgres {

namespace {

/// Whether the narrow columns hold no more than is hashed.
bool in_range(const result& found, int row) {
  return found.integer(row, 4) == found.as<uint8_t>(row, 4)
         && found.integer(row, 7) == found.as<int32_t>(row, 7);
}

} // namespace

stored_event
read_row(const result& found, int row, connection& db, dictionary& names) {
  stored_event out;
  auto& event = out.event;
  event.position = found.as<uint64_t>(row, 0);
  out.stream = found.integer(row, 1);
  event.version = found.as<uint64_t>(row, 2);
  event.type = names.type(db, found.integer(row, 3));
  event.urgency = found.as<uint8_t>(row, 4);
  out.person = found.integer(row, 5);
  event.occurred_at_us = found.integer(row, 6);
  event.utc_offset_s = found.as<int32_t>(row, 7);
  event.recorded_at_us = found.integer(row, 8);
  event.event_id = found.bytes(row, 9);
  const auto& who = names.person(db, out.person);
  event.tenant = who.id.tenant;
  event.person = who.id.person;
  const auto& stream = names.stream(db, out.stream);
  event.stream = stream.name;
  take_body(out, found.bytes(row, 10));
  out.whole = out.whole && stream.person == out.person
              && found.integer(row, 11) == who.tenant && in_range(found, row);
  return out;
}

} // namespace auren::storage::postgres

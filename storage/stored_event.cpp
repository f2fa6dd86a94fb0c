#include "storage/stored_event.hpp"

#include "storage/failure.hpp"

#include <fmt/format.h>

namespace auren::storage {

void take_body(stored_event& row, std::string_view bytes) {
  auto body = decode_body(bytes);
  if (!body)
    return;
  row.event.previous_hash = body->previous_hash;
  row.event.causation_id = body->causation_id;
  row.event.trace_id = body->trace_id;
  row.event.algorithm = body->algorithm;
  row.hash = body->hash;
  row.sealed = body->sealed;
  row.whole = event_hash(row.event, row.sealed) == row.hash;
}

caf::expected<std::string>
open_payload(const stored_event& row, seal::keyring& keys) {
  person_id who{std::string{row.event.tenant}, std::string{row.event.person}};
  auto key = keys.opening_key(who, seal::key_id_of(row.sealed));
  if (!key)
    return key.error();
  return seal::open(*key, row.sealed, payload_bound(row.event));
}

caf::expected<events::Event>
to_event(const stored_event& row, seal::keyring& keys) {
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
  // Even an empty text costs a piece of memory once it is set.
  if (!from.causation_id.empty())
    event.set_causation_id(std::string{from.causation_id});
  if (!from.trace_id.empty())
    event.set_trace_id(std::string{from.trace_id});
  if (!from.algorithm.empty())
    event.set_algorithm(std::string{from.algorithm});
  if (!from.previous_hash.empty())
    event.set_previous_hash(std::string{from.previous_hash});
  if (payload)
    event.set_payload(std::move(*payload));
  return event;
}

bool add_to_page(events::Events& page, const stored_event& row,
                 seal::keyring& keys) {
  auto event = to_event(row, keys);
  if (!event && page.events().empty())
    throw refusal{event.error()};
  if (event)
    *page.add_events() = std::move(*event);
  return static_cast<bool>(event);
}

} // namespace auren::storage

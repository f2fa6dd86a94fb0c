#include "storage/append_rules.hpp"

#include "messages/event_types.hpp"

namespace auren::storage {

namespace {

constexpr size_t largest_payload = 16 << 20;
constexpr size_t largest_envelope = 4096;

caf::error invalid(const char* text) {
  return caf::make_error(errc::invalid_message, text);
}

size_t envelope_size(const events::Event& event) {
  return event.stream().size() + event.causation_id().size()
         + event.trace_id().size() + event.algorithm().size();
}

/// Empty means the context's; anybody else is not the sender's to write for.
bool fits(const std::string& given, const std::string& context) {
  return given.empty() || given == context;
}

caf::error validate_event(const events::Event& event, const person_id& who) {
  if (event.event_id().size() != 16)
    return invalid("an event id has 16 bytes");
  if (event.stream().empty())
    return invalid("event without stream");
  if (events::find_event_type(event.type()) == nullptr)
    return invalid("unknown type of event");
  if (!fits(event.tenant(), who.tenant) || !fits(event.person(), who.person))
    return invalid("an event of somebody else");
  if (event.payload().size() > largest_payload
      || envelope_size(event) > largest_envelope)
    return caf::make_error(errc::too_large, "an event is too large");
  return caf::none;
}

} // namespace

caf::error validate(const events::Append& command) {
  person_id who{command.context().tenant(), command.context().person()};
  for (const auto& event : command.events())
    if (auto refused = validate_event(event, who))
      return refused;
  return caf::none;
}

envelope envelope_of(const events::Event& event, const person_id& who,
                     const clock_us& now) {
  envelope out;
  out.urgency
    = static_cast<uint8_t>(events::find_event_type(event.type())->urgency);
  out.occurred_at_us = event.occurred_at_us();
  out.utc_offset_s = event.utc_offset_s();
  out.recorded_at_us = now ? now() : event.recorded_at_us();
  out.event_id = event.event_id();
  out.tenant = who.tenant;
  out.person = who.person;
  out.stream = event.stream();
  out.type = event.type();
  out.causation_id = event.causation_id();
  out.trace_id = event.trace_id();
  out.algorithm = event.algorithm();
  return out;
}

sealed_body seal_event(const envelope& event, std::string_view payload,
                       const seal::data_key& key, seal::codec codec) {
  auto sealed = seal::seal(key, payload, payload_bound(event), codec);
  auto hash = event_hash(event, sealed);
  auto bytes = encode({hash, event.previous_hash, event.causation_id,
                       event.trace_id, event.algorithm, sealed});
  return {std::move(hash), std::move(bytes)};
}

} // namespace auren::storage

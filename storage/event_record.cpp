#include "storage/event_record.hpp"

#include "storage/bytes.hpp"
#include "storage/sha256.hpp"

namespace auren::storage {

namespace {

constexpr uint8_t body_format = 1;

} // namespace

std::string payload_bound(const envelope& event) {
  byte_writer out;
  out.reserve(256);
  return out.text(event.tenant)
    .text(event.person)
    .text(event.stream)
    .text(event.type)
    .text(event.event_id)
    .take();
}

std::string event_hash(const envelope& event, std::string_view sealed) {
  byte_writer head;
  head.reserve(512);
  head.text("auren.event.1")
    .number(event.position)
    .number(event.version)
    .number(event.urgency)
    .number(event.occurred_at_us)
    .number(event.utc_offset_s)
    .number(event.recorded_at_us)
    .text(event.event_id)
    .text(event.tenant)
    .text(event.person)
    .text(event.stream)
    .text(event.type)
    .text(event.causation_id)
    .text(event.trace_id)
    .text(event.algorithm)
    .text(event.previous_hash)
    .number(static_cast<uint32_t>(sealed.size()));
  thread_local sha256 hash;
  return hash.add(head.view()).add(sealed).finish();
}

std::string encode(const event_body& body) {
  byte_writer out;
  out.reserve(256 + body.sealed.size());
  return out.number(body_format)
    .text(body.hash)
    .text(body.previous_hash)
    .text(body.causation_id)
    .text(body.trace_id)
    .text(body.algorithm)
    .text(body.sealed)
    .take();
}

std::optional<event_body> decode_body(std::string_view blob) {
  byte_reader in{blob};
  bool known = in.number<uint8_t>() == body_format;
  event_body body;
  for (auto* part : {&body.hash, &body.previous_hash, &body.causation_id,
                     &body.trace_id, &body.algorithm, &body.sealed})
    *part = in.text();
  if (!known || !in.ok() || !in.rest().empty())
    return std::nullopt;
  return body;
}

} // namespace auren::storage

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auren::storage {

/// Everything of a stored event but its payload. The views must live as long
/// as it is used.
struct envelope {
  uint64_t position = 0;
  uint64_t version = 0;
  uint8_t urgency = 0; ///< events::Class
  int64_t occurred_at_us = 0;
  int32_t utc_offset_s = 0;
  int64_t recorded_at_us = 0;
  std::string_view event_id;
  std::string_view tenant;
  std::string_view person;
  std::string_view stream;
  std::string_view type;
  std::string_view causation_id;
  std::string_view trace_id;
  std::string_view algorithm;
  std::string_view previous_hash; ///< Empty for a stream's first event.
};

/// Returns what a payload is sealed together with, so that it opens only in
/// its own event: tenant, person, stream, type and event id, each with its
/// length before it.
std::string payload_bound(const envelope& event);

/// Returns the SHA-256 of an event as it is stored; no key is needed for it.
///
/// Canonical bytes, integers little-endian, texts with a 32-bit length before
/// them: "auren.event.1", position, version (64 bits each), class (8),
/// occurred_at_us (64), utc_offset_s (32), recorded_at_us (64), event_id,
/// tenant, person, stream, type, causation_id, trace_id, algorithm,
/// previous_hash, sealed payload.
std::string event_hash(const envelope& event, std::string_view sealed);

/// The part of a stored event that is not worth a column of its own.
struct event_body {
  std::string_view hash; ///< event_hash of the whole event.
  std::string_view previous_hash;
  std::string_view causation_id;
  std::string_view trace_id;
  std::string_view algorithm;
  std::string_view sealed;
};

/// Returns `body` as one blob: a format byte, then each part with its length.
std::string encode(const event_body& body);

/// Returns views into `blob`, or nothing when it is not what `encode` makes.
std::optional<event_body> decode_body(std::string_view blob);

} // namespace auren::storage

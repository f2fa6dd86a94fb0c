#pragma once

#include "messages/errc.hpp"
#include "messages/events.pb.h"
#include "storage/event_record.hpp"
#include "storage/event_repository.hpp"
#include "storage/person_id.hpp"
#include "storage/seal/cipher.hpp"

namespace auren::storage {

/// Returns why `command` is refused whatever the log holds: its events' ids,
/// streams, types, owners and sizes.
caf::error validate(const events::Append& command);

/// Returns what `event` of `who`, which is valid, says of itself, recorded
/// `now`; position, version and previous hash are for the store to set. Views
/// into both.
envelope envelope_of(const events::Event& event, const person_id& who,
                     const clock_us& now);

/// An event's hash, and its body as it is stored.
struct sealed_body {
  std::string hash;
  std::string bytes;
};

/// Seals the payload of `event`, whose envelope is complete.
sealed_body seal_event(const envelope& event, std::string_view payload,
                       const seal::data_key& key, seal::codec codec);

} // namespace auren::storage

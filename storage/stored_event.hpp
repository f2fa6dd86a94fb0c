#pragma once

#include "messages/events.pb.h"
#include "storage/event_record.hpp"
#include "storage/person_id.hpp"
#include "storage/seal/keyring.hpp"

namespace auren::storage {

/// One stored event as views into the row that it was read from.
struct stored_event {
  int64_t stream = 0; ///< Its number in the store.
  int64_t person = 0;
  envelope event;
  std::string_view hash;
  std::string_view sealed;
  bool whole = false; ///< The bytes give the hash that stands with them.
};

/// Takes what `body` holds into `row`, whose other parts are set, and checks
/// the hash of it all.
void take_body(stored_event& row, std::string_view body);

/// Returns the payload of `row`.
/// @returns `errc::erased` when its key was destroyed, `errc::damaged` when
/// it does not open.
caf::expected<std::string>
open_payload(const stored_event& row, seal::keyring& keys);

/// Returns `row` as a message; empty payload when its person was erased.
/// @returns `errc::damaged`, naming the position, when it is not whole.
caf::expected<events::Event>
to_event(const stored_event& row, seal::keyring& keys);

/// Adds `row` to a page of a log, which ends before a damaged event. Throws
/// `refusal` when that is the page's first.
/// @returns whether the page may go on.
bool add_to_page(events::Events& page, const stored_event& row,
                 seal::keyring& keys);

} // namespace auren::storage

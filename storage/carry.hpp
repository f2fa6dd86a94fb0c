#pragma once

#include "storage/event_repository.hpp"

#include <functional>

namespace auren::storage {

/// What came of carrying a log into another store.
struct carried {
  uint64_t events = 0;     ///< That the source has of whom it was about.
  uint64_t duplicates = 0; ///< Of them, what the target had already.
  uint64_t requests = 0;   ///< Answered requests.
  uint64_t people = 0;
  uint64_t erased = 0; ///< People of whom only the mark could be carried.
  std::string digest;  ///< SHA-256 of both histories, event by event.
  bool whole = false;  ///< All is there and was compared.
};

/// Hears how many events were carried; returns whether to go on.
using carry_progress = std::function<bool(uint64_t)>;

/// Copies the history of `only`, or of everybody, with its times of recording,
/// its answered requests and its marks of erasure, into `to`, which must keep
/// the times it is given (an empty clock) and nobody else may write to. Then
/// compares both, event by event. Begun again it goes on; it ends early, not
/// whole, when `progress` says so. Blocks.
///
/// Positions are the target's own. Snapshots are not carried: they are made
/// again.
/// @returns `errc::refused` when the target has another history of somebody,
/// `errc::damaged` when what arrived is not what was sent.
caf::expected<carried> carry(event_reader& from, event_repository& to,
                             const std::optional<person_id>& only = {},
                             const carry_progress& progress = {});

} // namespace auren::storage

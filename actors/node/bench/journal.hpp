#pragma once

#include "storage/event_repository.hpp"

namespace auren::node::bench {

/// Returns the append of one journal entry of "me", with a payload of about
/// 200 bytes and an id of its own.
events::Append journal_entry(int i);

/// Appends `total` journal entries, `batch` to a transaction. Throws
/// std::runtime_error when one is refused.
/// @returns events per second.
double fill(storage::event_repository& store, int total, int batch);

} // namespace auren::node::bench

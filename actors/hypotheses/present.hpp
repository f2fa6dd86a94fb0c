#pragma once

#include "actors/hypotheses/scientist.hpp"
#include "messages/hypotheses.pb.h"

namespace auren::hypotheses {

/// Returns `from` as the message that the outside sees, with one evidence
/// point for `day` (local, since 1970-01-01); words and units come from
/// `known`, the record it was tested on.
Hypothesis present(const hypothesis& from, const record& known, int64_t day,
                   const settings& how = {});

/// Returns the life-cycle value that `now` is on the wire.
Status::Value to_message(status now);

/// Returns the type of event that tells of a change to `now`.
std::string event_type_of(status now);

} // namespace auren::hypotheses

#pragma once

#include "messages/events.pb.h"

#include <string>

namespace auren::events {

/// Returns `event` as the outside reads it: `{"position","event_id","class",
/// "type","time","stream","trace_id","data"}`. Batches of samples are told as
/// counts and latest values per metric, so that one event stays small.
std::string to_json(const Event& event);

} // namespace auren::events

#pragma once

#include "messages/events.pb.h"
#include "messages/ingest.pb.h"

namespace auren::ingest {

/// Returns the event that `batch` was recorded: "samples.recorded". It
/// occurred when its newest sample did.
events::Event
samples_event(const Context& context, const SamplesRecorded& batch);

/// Returns the event that some samples of `command` were refused:
/// "samples.rejected", counted by reason.
events::Event rejected_event(const RecordSamples& command);

/// Returns the event of a journal entry; a symptom's is told at once, for it
/// may be a red flag.
events::Event entry_event(const RecordEntry& command);

} // namespace auren::ingest

#pragma once

#include "messages/events.pb.h"
#include "messages/ingest.pb.h"

#include <string>
#include <vector>

namespace auren::ingest {

/// Returns the event that `batch` was recorded: "samples.recorded". It
/// occurred when its newest sample did.
events::Event
samples_event(const Context& context, const SamplesRecorded& batch);

/// Returns the event that some samples of `command` were refused:
/// "samples.rejected", counted by reason.
events::Event rejected_event(const RecordSamples& command);

/// Returns the event that some samples that were recorded ask for a second
/// reading: "samples.doubted", in the stream of the samples.
events::Event
doubted_event(const Context& context, const std::vector<Doubt>& doubts,
              const std::string& import_id);

/// Returns the event that a metric comes from another source from now on:
/// "device.changed".
events::Event device_event(const Context& context, const DeviceChanged& change);

/// Returns the event that a person settled a doubt: "samples.settled".
events::Event settled_event(const SettleDoubt& command);

/// Returns the event of a journal entry; a symptom's is told at once, for it
/// may be a red flag.
events::Event entry_event(const RecordEntry& command);

} // namespace auren::ingest

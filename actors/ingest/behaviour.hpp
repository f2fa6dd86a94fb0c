#pragma once

#include "messages/ingest.pb.h"

namespace auren::ingest {

/// Returns what an entry of a person's journal says that they did or did not,
/// as one sample of a metric of its own (`journal_<slug>`, 1 or 0, at the
/// entry's time), or nothing.
///
/// Only an `answer` in the entry's data is one: true, false, "yes" or "no".
/// That nothing was noted is no "no". The behaviour is the data's `metric`
/// when it has such a name, else its `question`, else the entry's type; a
/// symptom is none. An import brings the samples of its entries itself.
SamplesRecorded behaviour_of(const RecordEntry& entry);

} // namespace auren::ingest

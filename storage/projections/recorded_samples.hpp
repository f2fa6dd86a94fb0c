#pragma once

#include "messages/errc.hpp"
#include "messages/ingest.pb.h"
#include "storage/chunks/sample.hpp"

#include <caf/expected.hpp>

#include <vector>

namespace auren::storage {

/// Returns the samples of `series`, which the event at `position` recorded, in
/// its order; `utc_offset_s` holds for a series that says nothing.
/// @returns `errc::invalid_message` when its columns do not fit each other, a
/// time is no time or an offset is more than a day.
caf::expected<std::vector<chunks::recorded_sample>>
samples_of(const ingest::Series& series, int32_t utc_offset_s,
           uint64_t position);

} // namespace auren::storage

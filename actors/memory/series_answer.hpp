#pragma once

#include "messages/memory.pb.h"
#include "storage/chunks/day_rollups.hpp"
#include "storage/projections/sample_chunks.hpp"

#include <map>

namespace auren::memory {

/// Appends the samples that `question` asks for to `found`.
void add_samples(SeriesFound& found, const ReadSeries& question,
                 const storage::series_name& name,
                 const storage::chunks::sample_columns& samples);

/// Appends buckets of one level to `found`; those of days, on the asked days.
void add_rollups(SeriesFound& found, const ReadSeries& question,
                 const storage::series_name& name, storage::chunks::level of,
                 const storage::chunks::day_parts& parts);

/// Appends to `found` which of the asked days have how many samples.
void add_index(SeriesFound& found, const ReadSeries& question,
               const storage::series_name& name,
               const std::map<int32_t, uint64_t>& counts);

/// Returns "minute", "hour" or "day".
std::string_view to_string(storage::chunks::level of);

/// Returns the level that `text` names; days when it names none.
storage::chunks::level level_of(std::string_view text);

} // namespace auren::memory

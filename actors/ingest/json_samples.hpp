#pragma once

#include "actors/ingest/intake.hpp"

namespace auren::ingest {

/// What a request body may hold at most; more is `errc::too_large`.
inline constexpr size_t max_body_bytes = 4 << 20;
inline constexpr size_t max_body_samples = 5000;

/// What the body of POST /api/v1/samples says.
struct parsed_samples {
  refusal whole;                   ///< set: nothing of the body was taken
  series_list series;              ///< in catalogue units, ready to record
  std::vector<Rejection> rejected; ///< by place in the request
  uint32_t accepted = 0;
  uint32_t implausible = 0; ///< accepted, but ask for a second reading
};

/// Reads `{"samples":[{"metric","time","value","unit","source",
/// "utc_offset_s"?,"external_id"?,"duration_s"?}]}`. Unknown fields are left
/// alone, a field given twice is refused, a BOM is skipped, nesting is limited
/// to 16. `utc_offset_s` states the local offset where `time` ends in `Z`, and
/// wins where both do. Keeps a parser per thread; never blocks or throws.
/// @param now_ms the node's clock, for `errc::future_time`
parsed_samples
parse_samples(std::string_view body, const catalogue& by, int64_t now_ms);

} // namespace auren::ingest

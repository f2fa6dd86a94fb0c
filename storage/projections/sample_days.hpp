#pragma once

#include "messages/errc.hpp"
#include "messages/ingest.pb.h"

#include <caf/expected.hpp>

#include <cstdint>
#include <map>

namespace auren::storage {

/// The samples of one local day.
struct day_span {
  int64_t samples = 0;
  int64_t first_ms = 0;
  int64_t last_ms = 0;

  /// Takes one more sample in.
  void add(int64_t at_ms);
};

/// Returns the samples of `series` by local day (since 1970-01-01);
/// `utc_offset_s` holds for a series that says nothing.
/// @returns `errc::invalid_message` when its columns do not fit each other or
/// a time is no time.
caf::expected<std::map<int64_t, day_span>>
days_of(const ingest::Series& series, int32_t utc_offset_s);

} // namespace auren::storage

#pragma once

#include "actors/operations/exports/record_writer.hpp"

#include <string>

namespace auren::operations {

/// Returns an id that the same sample always has, also when it is corrected:
/// a UUID (version 8, RFC 9562) made of the SHA-256 of person, metric, source,
/// time, duration and external id. It tells nothing of the value.
std::string identity_of(const exported_sample& one, const std::string& person);

/// Returns when the sample ends, in its own clock.
ingest::instant end_of(const ingest::unpacked& what);

} // namespace auren::operations

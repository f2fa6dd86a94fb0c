#pragma once

#include "messages/ingest.pb.h"

#include <string>

namespace auren::node::cli {

/// Adds what one file brought to the whole.
void add(ingest::ImportProgress& all, const ingest::ImportProgress& one);

/// Draws a bar over the line of standard error.
void draw(const std::string& name, double share, uint64_t records);

/// Returns the one line of `import --json`; what only a running import has is
/// left out.
std::string as_line(const ingest::ImportProgress& all);

/// Returns the same for people.
std::string as_text(const ingest::ImportProgress& all);

} // namespace auren::node::cli

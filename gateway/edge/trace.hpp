#pragma once

#include <string>
#include <string_view>

namespace auren::edge {

/// Returns the trace id of a W3C `traceparent`, or a new random one when the
/// field is absent or not valid. 32 lower-case hex digits.
std::string trace_id_of(std::string_view traceparent);

} // namespace auren::edge

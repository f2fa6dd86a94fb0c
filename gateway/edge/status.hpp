#pragma once

#include <string_view>

namespace auren::edge {

/// Returns the reason phrase of an HTTP status; "Status" for others.
std::string_view reason_of(int status);

/// Returns the present time as in a Date header. The view stays valid on
/// this thread until the next call.
std::string_view http_date();

} // namespace auren::edge

#pragma once

#include "gateway/edge/request.hpp"

#include <string_view>

namespace auren::edge {

/// Fills `path` and `query` of `asked` from its `target` (origin-form,
/// absolute-form whose authority is the Host field, or "*" for OPTIONS).
/// @returns what is wrong with the target, or an empty text.
std::string_view read_target(request& asked);

} // namespace auren::edge

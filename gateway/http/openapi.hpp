#pragma once

#include "gateway/http/router.hpp"

#include <string>
#include <vector>

namespace auren::http {

/// Returns the OpenAPI 3.1 description of `table`: paths and scopes from the
/// routes, schemas from the descriptors of their messages.
std::string openapi(const std::vector<route>& table);

} // namespace auren::http

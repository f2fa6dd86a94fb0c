#pragma once

#include "gateway/http/router.hpp"

#include <vector>

namespace auren::http {

/// Returns the routes of the dashboard: its files, built in, compressed once.
std::vector<route> asset_routes();

} // namespace auren::http

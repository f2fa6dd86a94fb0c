#pragma once

#include "gateway/http/router.hpp"

#include <optional>

namespace auren::http {

/// The guard of `auth.mode = local`: everyone who reaches the loopback port
/// is `me`. A page of another site must not reach it through the person's
/// browser, so the Host must be a loopback name (DNS rebinding) and a request
/// that changes something must not come from another origin (CSRF).
std::optional<edge::response> local_guard(call& asked);

} // namespace auren::http

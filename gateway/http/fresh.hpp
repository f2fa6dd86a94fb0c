#pragma once

#include "gateway/http/router.hpp"

#include <string>
#include <string_view>

namespace auren::http {

/// Returns a short name of `bytes`, the same for the same bytes: 16 hex digits
/// of their SHA-256.
std::string name_of(std::string_view bytes);

/// Returns the ETag of `bytes`. It is a weak one, for the same bytes may be
/// sent compressed.
std::string etag_of(std::string_view bytes);

/// Returns `answer`, or 304 without a body when the client has it already: its
/// If-None-Match holds the answer's ETag, or "*".
edge::response unless_known(const call& asked, edge::response answer);

} // namespace auren::http

#pragma once

#include <string>
#include <string_view>

namespace auren::http {

/// Returns a page that shows an OpenAPI description to people. It is plain
/// HTML that runs nothing and loads /docs.css alone.
std::string docs_page(std::string_view openapi_json);

} // namespace auren::http

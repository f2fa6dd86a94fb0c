#pragma once

#include <cstddef>
#include <string_view>

namespace auren::json {

/// How deep a stranger's JSON may nest. Whoever copies or writes a JSON value
/// recurses, so without a limit brackets alone could end the process.
inline constexpr size_t deepest = 64;

/// Returns whether `text` opens more than `most` brackets at a time, as far as
/// they stand outside of strings; what is no JSON may be judged either way.
bool deeper_than(std::string_view text, size_t most = deepest);

} // namespace auren::json

#pragma once

namespace auren {

/// The version of this program, as CMakeLists.txt has it (a test compares).
inline constexpr auto version = "0.1.0";

} // namespace auren

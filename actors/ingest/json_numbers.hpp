#pragma once

#include <string>
#include <string_view>

namespace auren::ingest {

/// Returns `json` with every number that JSON allows but a double or a 64-bit
/// integer cannot hold rewritten: too large becomes `null`, a long integer its
/// nearest double. A parser that refuses a whole document for one 1e999 can
/// then refuse one sample. Malformed numbers stay malformed.
std::string tame_numbers(std::string_view json);

} // namespace auren::ingest

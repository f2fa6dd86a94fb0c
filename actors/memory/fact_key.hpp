#pragma once

#include "messages/memory.pb.h"

#include <string>

namespace auren::memory {

/// Returns what a fact is about: subject, attribute and unit, and for whom it
/// is (its scope). Subject and attribute without regard to the case of ASCII
/// letters, all without regard to how many blanks stand around and between
/// words. Facts of equal keys contradict each other. Empty for a memory that
/// states none.
std::string fact_key(const Memory& memory);

} // namespace auren::memory

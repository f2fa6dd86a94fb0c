#pragma once

#include <caf/error.hpp>
#include <caf/fwd.hpp>

#include <string>

namespace auren::supervision {

/// Makes an exception in a handler of `self` end it with `errc::internal`,
/// and nothing be printed: CAF would print `what()`, which may hold health
/// data. Every actor calls it first.
void guard(caf::scheduled_actor* self);

/// Returns the category and the code of `reason`, e.g. "auren/internal" or
/// "exit/kill"; never its context. "exit/normal" for no error.
std::string reason_of(const caf::error& reason);

/// Returns whether `reason` is an orderly end: normal or user_shutdown.
bool is_clean(const caf::error& reason);

} // namespace auren::supervision

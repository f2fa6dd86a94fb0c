#pragma once

#include "messages/errc.hpp"

#include <string>

namespace auren::ingest {

/// Why something was not taken, as a value: parsers neither throw nor know
/// actors. `detail` is in the sender's words and never holds a value.
struct refusal {
  errc code = errc::none;
  std::string detail;

  /// Returns whether there is something to refuse.
  explicit operator bool() const {
    return code != errc::none;
  }
};

} // namespace auren::ingest

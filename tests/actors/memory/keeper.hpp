#pragma once

#include "tests/support/deterministic.hpp"

#include <vector>

namespace auren::test {

/// A deterministic system that ends the actors it was given. The clock holds
/// an actor until the timeouts of its requests have passed, answered or not.
struct keeper : deterministic {
  std::vector<caf::actor> owned;

  ~keeper() {
    for (auto& actor : owned)
      caf::anon_send_exit(actor, caf::exit_reason::kill);
    settle();
  }

  /// Ends `actor` with this fixture.
  template <class Handle>
  Handle own(Handle actor) {
    owned.push_back(caf::actor_cast<caf::actor>(actor));
    return actor;
  }
};

} // namespace auren::test

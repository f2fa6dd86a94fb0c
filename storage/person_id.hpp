#pragma once

#include <compare>
#include <string>

namespace auren::storage {

/// A person within a tenant; both empty for the node's own events.
struct person_id {
  std::string tenant;
  std::string person;
  friend auto operator<=>(const person_id&, const person_id&) = default;
};

} // namespace auren::storage

#pragma once

#include "messages/errc.hpp"

#include <caf/expected.hpp>

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace auren::node::bench {

/// Returns what `result` holds; throws when it is an error: a figure of half a
/// run is none.
template <class T>
T must(caf::expected<T> result) {
  if (!result)
    throw std::runtime_error{render(result.error())};
  if constexpr (!std::is_void_v<T>)
    return std::move(*result);
}

} // namespace auren::node::bench

#pragma once

#include "messages/errc.hpp"

#include <caf/expected.hpp>

#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace auren::storage {

/// What a database answered other than success. Stays below the repositories,
/// whose edge `guarded` turns it into an error.
class failure : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;

  /// Returns whether what is stored is damaged rather than out of reach.
  virtual bool damaged() const = 0;

  /// Returns whether the statement is to blame: its values, not the disk, the
  /// connection or the file.
  virtual bool of_the_statement() const = 0;

  /// Returns `errc::damaged` or `errc::storage_unavailable`.
  caf::error to_error() const;
};

/// An error on its way to the edge.
struct refusal {
  caf::error error;
};

/// Returns the value in `result`, or throws its error to the edge.
template <class T>
T value_of(caf::expected<T> result) {
  if (!result)
    throw refusal{std::move(result.error())};
  if constexpr (!std::is_void_v<T>)
    return std::move(*result);
}

/// Calls `f` at the edge of a repository: what it throws becomes an error.
template <class F, class T = std::invoke_result_t<F>>
caf::expected<T> guarded(F f) {
  try {
    if constexpr (std::is_void_v<T>) {
      f();
      return caf::unit;
    } else {
      return f();
    }
  } catch (const failure& problem) {
    return problem.to_error();
  } catch (const refusal& problem) {
    return problem.error;
  } catch (const std::bad_alloc&) {
    return caf::make_error(errc::storage_unavailable, "out of memory");
  }
}

} // namespace auren::storage

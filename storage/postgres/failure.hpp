#pragma once

#include "storage/failure.hpp"

namespace auren::storage::postgres {

using storage::guarded;
using storage::refusal;
using storage::value_of;

/// What PostgreSQL answered other than success, or that it did not answer.
class failure : public storage::failure {
public:
  /// `state` is the five characters of an SQLSTATE; empty when the connection
  /// broke, and then the outcome of a commit under way is unknown.
  failure(std::string state, const std::string& text)
    : storage::failure(text), state_(std::move(state)) {}

  const std::string& state() const {
    return state_;
  }
  /// Returns whether the session is gone: the same may be tried on another.
  bool session_lost() const;
  bool damaged() const override;
  bool of_the_statement() const override;

private:
  std::string state_;
};

/// Calls `f`, and once more when its session turns out to be gone: one that
/// lay idle while the server was started again shows it only when it is used.
/// For what may be done twice. Throws `failure`.
template <class F>
auto retried(F f) {
  try {
    return f();
  } catch (const failure& problem) {
    if (!problem.session_lost())
      throw;
  }
  return f();
}

} // namespace auren::storage::postgres

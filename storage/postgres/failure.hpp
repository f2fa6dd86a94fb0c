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
  bool damaged() const override;
  bool of_the_statement() const override;

private:
  std::string state_;
};

} // namespace auren::storage::postgres

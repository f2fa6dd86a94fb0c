#pragma once

#include "storage/failure.hpp"

namespace auren::storage::sqlite {

using storage::guarded;
using storage::refusal;
using storage::value_of;

/// What SQLite answered other than success.
class failure : public storage::failure {
public:
  failure(int code, const std::string& text)
    : storage::failure(text), code_(code) {}

  /// Returns SQLite's extended result code.
  int code() const {
    return code_;
  }

  bool damaged() const override;
  bool of_the_statement() const override;

private:
  int code_;
};

} // namespace auren::storage::sqlite

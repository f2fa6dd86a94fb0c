#include "storage/postgres/failure.hpp"

namespace auren::storage::postgres {

// Classes of SQLSTATE: PostgreSQL 15, appendix A.
bool failure::session_lost() const {
  return state_.empty() || state_.starts_with("08")
         || state_.starts_with("57P");
}

bool failure::damaged() const {
  return state_ == "XX001" || state_ == "XX002";
}

bool failure::of_the_statement() const {
  for (const auto* kind : {"21", "22", "23", "42"})
    if (state_.starts_with(kind))
      return true;
  return false;
}

} // namespace auren::storage::postgres

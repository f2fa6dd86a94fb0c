#include "storage/failure.hpp"

namespace auren::storage {

caf::error failure::to_error() const {
  auto code = damaged() ? errc::damaged : errc::storage_unavailable;
  return caf::make_error(code, std::string{"store: "} + what());
}

} // namespace auren::storage

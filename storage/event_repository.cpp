#include "storage/event_repository.hpp"

namespace auren::storage {

std::string_view to_string(damage kind) {
  switch (kind) {
    case damage::none: return "none";
    case damage::edited: return "edited";
    case damage::missing: return "missing";
    case damage::chain: return "chain";
    case damage::seal: return "seal";
    case damage::request: return "request";
    case damage::file: return "file";
  }
  return "unknown";
}

caf::expected<events::Appended>
event_repository::append(const events::Append& command) {
  const auto* only = &command;
  return std::move(append_batch({&only, 1}).front());
}

} // namespace auren::storage

#include "actors/supervision/guard.hpp"

#include "messages/errc.hpp"

#include <caf/all.hpp>

namespace auren::supervision {

namespace {

std::string code_name(const caf::error& reason) {
  if (reason.category() == caf::atom("auren"))
    return to_string(static_cast<errc>(reason.code()));
  if (reason.category() == caf::atom("exit"))
    return to_string(static_cast<caf::exit_reason>(reason.code()));
  if (reason.category() == caf::atom("system"))
    return to_string(static_cast<caf::sec>(reason.code()));
  return std::to_string(reason.code());
}

} // namespace

void guard(caf::scheduled_actor* self) {
  self->set_exception_handler(
    [](std::exception_ptr&) -> caf::error { return errc::internal; });
}

std::string reason_of(const caf::error& reason) {
  if (!reason)
    return "exit/normal";
  return to_string(reason.category()) + "/" + code_name(reason);
}

bool is_clean(const caf::error& reason) {
  return !reason || reason == caf::exit_reason::normal
         || reason == caf::exit_reason::user_shutdown;
}

} // namespace auren::supervision

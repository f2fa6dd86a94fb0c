#include "messages/errc.hpp"

#include <caf/all.hpp>

namespace auren {

namespace {

constexpr auto category = caf::atom("auren");

/// What each code is called, answered with, and means.
struct entry {
  const char* name;
  int status;
  std::string_view sentence;
};

entry entry_of(errc code) {
  switch (code) { // -Werror=switch: a new code without an entry does not build
    case errc::none: return {"none", 200, "Done."};
    case errc::invalid_message:
      return {"invalid_message", 400, "The request is malformed."};
    case errc::unauthenticated:
      return {"unauthenticated", 401, "Sign in first."};
    case errc::forbidden:
      return {"forbidden", 403, "This account may not do that."};
    case errc::not_found: return {"not_found", 404, "There is no such thing."};
    case errc::method_not_allowed:
      return {"method_not_allowed", 405, "This path has no such method."};
    case errc::version_conflict:
      return {"version_conflict", 409, "It has changed; read it again."};
    case errc::erased:
      return {"erased", 410, "This person was erased; nothing is taken."};
    case errc::too_large:
      return {"too_large", 413, "The request has too many bytes."};
    case errc::unsupported_type:
      return {"unsupported_type", 415, "This content type is not read here."};
    case errc::headers_too_large:
      return {"headers_too_large", 431, "The request's head is too large."};
    case errc::timed_out:
      return {"timed_out", 408, "The request came too slowly."};
    case errc::refused:
      return {"refused", 422, "The request is against a rule."};
    case errc::unknown_metric:
      return {"unknown_metric", 422, "The metric is not in the catalogue."};
    case errc::unknown_unit:
      return {"unknown_unit", 422, "The unit does not fit the metric."};
    case errc::out_of_range:
      return {"out_of_range", 422, "The value is impossible for the metric."};
    case errc::invalid_time:
      return {"invalid_time", 422, "The time is not RFC 3339 with an offset."};
    case errc::future_time:
      return {"future_time", 422, "The time is more than a day ahead."};
    case errc::invalid_value:
      return {"invalid_value", 422, "The value is not a finite number."};
    case errc::idempotency_mismatch:
      return {"idempotency_mismatch", 422,
              "The Idempotency-Key was used with another body."};
    case errc::too_many:
      return {"too_many", 429, "Too many requests; wait a little."};
    case errc::overloaded:
      return {"overloaded", 503, "The node is busy; try again shortly."};
    case errc::storage_unavailable:
      return {"storage_unavailable", 503, "The store does not answer."};
    case errc::deadline_exceeded:
      return {"deadline_exceeded", 503, "The answer took too long."};
    case errc::restarting:
      return {"restarting", 503, "That part is restarting; try again."};
    case errc::draining: return {"draining", 503, "The node is shutting down."};
    case errc::damaged:
      return {"damaged", 500, "Stored data fail their check; run verify."};
    case errc::restart_limit:
      return {"restart_limit", 500, "A part of the node failed repeatedly."};
    case errc::internal: return {"internal", 500, "Something broke inside."};
  }
  return {"internal", 500, "Something broke inside."};
}

} // namespace

std::string to_string(errc code) {
  return entry_of(code).name;
}

int http_status(errc code) {
  return entry_of(code).status;
}

std::string_view sentence(errc code) {
  return entry_of(code).sentence;
}

errc code_of(const caf::error& error) {
  if (!error)
    return errc::none;
  if (error.category() == category)
    return static_cast<errc>(error.code());
  if (error == caf::sec::request_timeout)
    return errc::deadline_exceeded;
  if (error == caf::sec::request_receiver_down)
    return errc::restarting;
  return errc::internal;
}

std::string render(const caf::error& error) {
  auto code = code_of(error);
  auto& context = error.context();
  if (error.category() == category && context.match_elements<std::string>())
    return context.get_as<std::string>(0);
  return std::string{sentence(code)};
}

} // namespace auren

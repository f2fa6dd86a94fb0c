#pragma once

#include <caf/error.hpp>
#include <caf/make_message.hpp> // CAF_ERROR_CODE_ENUM needs it in 0.17.6

#include <cstdint>
#include <string>
#include <string_view>

namespace auren {

/// Everything that can be refused, named once. The gateway maps each code to
/// an HTTP status, the REPL to a sentence.
enum class errc : uint8_t {
  none = 0,             ///< CAF requires 0 to mean success.
  invalid_message,      ///< The request is malformed: 400.
  unauthenticated,      ///< Nobody knows who asks: 401.
  forbidden,            ///< Known, but not allowed: 403.
  not_found,            ///< No such person, stream, hypothesis or agent: 404.
  method_not_allowed,   ///< The path is known, the method is not: 405.
  version_conflict,     ///< Someone appended first; read again, retry: 409.
  erased,               ///< The person was erased; nothing is taken: 410.
  too_large,            ///< More bytes than this route takes: 413.
  unsupported_type,     ///< Not a content type this route reads: 415.
  headers_too_large,    ///< Head over the limit: 431.
  timed_out,            ///< The client sent too slowly: 408.
  refused,              ///< Understood, but against a rule: 422.
  unknown_metric,       ///< Not in the metric catalogue: 422.
  unknown_unit,         ///< No conversion to the metric's unit: 422.
  out_of_range,         ///< Physically impossible for this metric: 422.
  invalid_time,         ///< Not a time, or without an offset: 422.
  future_time,          ///< More than a day ahead of the node's clock: 422.
  invalid_value,        ///< Not a finite number: 422.
  idempotency_mismatch, ///< Same key, another body: 422.
  too_many,             ///< Over a rate limit; see Retry-After: 429.
  overloaded,           ///< A queue is full; see Retry-After: 503.
  storage_unavailable,  ///< The store did not answer or not durably: 503.
  deadline_exceeded,    ///< Nobody waits for this any more: 503.
  restarting,           ///< The actor is being restarted; try again: 503.
  draining,             ///< The node is shutting down: 503.
  damaged,              ///< Stored bytes fail their check: 500.
  restart_limit,        ///< A supervisor gave up and escalates: 500.
  internal,             ///< A broken world; details are in the log: 500.
};

/// Returns the name of `code` as it is written in replies, e.g. "not_found".
std::string to_string(errc code);

/// Returns the HTTP status that answers `code`.
int http_status(errc code);

/// Returns one sentence of what `code` means for the one who asked.
std::string_view sentence(errc code);

/// Returns what was refused and why, in words: the context of an AUREN error,
/// the code's sentence, or CAF's own name. Never holds health data.
std::string render(const caf::error& error);

/// Returns the AUREN code of `error`; CAF's own errors become the nearest one
/// (a timeout is `deadline_exceeded`, a lost receiver is `restarting`).
errc code_of(const caf::error& error);

} // namespace auren

CAF_ERROR_CODE_ENUM(auren::errc, "auren")

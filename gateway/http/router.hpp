#pragma once

#include "gateway/edge/exchange.hpp"
#include "gateway/edge/options.hpp"

#include <any>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auren::http {

struct route;

/// One part of a multipart form.
struct upload {
  std::string name;
  std::string filename; ///< As the client says; never a path to open.
  std::string content_type;
  std::string content;                    ///< Empty when it is in `file`.
  std::shared_ptr<edge::spool_file> file; ///< Set on a spooled route.
};

/// One request on its way to a handler. Cheap to copy and to keep: whoever
/// holds it may answer later, from any thread.
struct call {
  std::shared_ptr<edge::exchange> exchange;
  const route* matched = nullptr;
  std::map<std::string, std::string, std::less<>> path; ///< "{id}" by name.
  std::vector<upload> uploads{};
  std::any caller{}; ///< What the guard found out about the one who asks.

  const edge::request& asked() const {
    return exchange->asked();
  }

  /// Returns the path parameter `name`; empty when the route has none.
  std::string_view parameter(std::string_view name) const;

  /// Returns the query parameter `name`, else `otherwise`.
  std::string_view
  query(std::string_view name, std::string_view otherwise = {}) const;
};

/// Answers a call: with a response now, or with nothing and through
/// `call.exchange` later. What it throws becomes 500, without its text.
using handler = std::function<std::optional<edge::response>(call)>;

/// One line of the route table: all that the edge, the API description and
/// the handler's caller need to know.
struct route {
  std::string method;    ///< "GET"; it answers HEAD too.
  std::string pattern;   ///< "/api/v1/hypotheses/{id}"; `{...}`: one segment.
  std::string scope{};   ///< What the caller must hold; empty: anyone.
  std::string summary{}; ///< One sentence for the API description.
  std::string request{}; ///< Message that the body is, e.g. "Samples".
  std::string reply{};   ///< Message that answers.
  uint64_t body_limit = 1u << 20; ///< Bytes.
  double cost = 1;                ///< Of the caller's rate (rate_limit.hpp).
  bool spool = false;             ///< The body goes to a file, not to memory.
  bool quick = false; ///< Never blocks: runs on the io thread, no hand-over.
  /// Content types that are read, "*/*" for any. When empty: JSON if
  /// `request` is set, else whatever comes.
  std::vector<std::string> consumes{};
  handler handle{};
};

/// How a router works.
struct router_options {
  size_t workers = 2;  ///< Threads for handlers that are not quick.
  size_t queue = 1024; ///< Calls that may wait for them; over it 503.
  /// Called before every handler: sets `call.caller`, or refuses.
  std::function<std::optional<edge::response>(call&)> guard{};
};

/// Finds the handler of a request. A path without parameters is one look-up
/// in a hash table; the others, and multipart bodies, are routed and taken
/// apart by cpp-httplib over a stream in memory.
class router {
public:
  /// Takes the whole table; throws std::invalid_argument for a bad pattern,
  /// a line twice, or one without a handler.
  explicit router(std::vector<route> table, router_options how = {});

  /// Waits for the handlers that run.
  ~router();
  router(const router&) = delete;
  router& operator=(const router&) = delete;

  /// Answers one request: 404 for an unknown path, 405 with Allow for another
  /// method, 415 for a content type that the route does not read. Thread-safe.
  void operator()(std::shared_ptr<edge::exchange> asked) const;

  /// Returns what the body of this request may be: for edge::options::rule.
  edge::body_rule rule(const edge::request& head) const;

  /// Returns the table, in the order given.
  const std::vector<route>& routes() const;

private:
  class impl;
  std::unique_ptr<impl> impl_;
};

} // namespace auren::http

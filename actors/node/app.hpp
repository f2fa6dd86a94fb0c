#pragma once

#include "actors/node/parts.hpp"
#include "actors/supervision/supervisor.hpp"
#include "gateway/http/api.hpp"
#include "messages/type_ids.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <memory>
#include <optional>
#include <string>

namespace auren::edge {
class server;
}
namespace auren::http {
class router;
class api;
} // namespace auren::http

namespace auren::node {

/// The actor system's configuration: our types, and short waits.
struct system_config : caf::actor_system_config {
  system_config();
};

/// A running node: data folder, actors, and, if wanted, the gateway. Start
/// and stop it from one thread.
class app {
public:
  /// Opens the data folder and starts every actor; blocks until they run.
  /// @returns what is wrong, in the operator's words, as the error's context
  static caf::expected<std::unique_ptr<app>> start(const config& settings);

  /// Stops.
  ~app();

  /// Binds the HTTP port and answers from now on; says in the data folder
  /// where, for commands that find it held.
  caf::error open_gateway();

  /// Returns the port that is bound, 0 without a gateway.
  uint16_t port() const;

  /// Returns where the gateway is reached, "http://127.0.0.1:8080".
  std::string url() const;

  /// Both phases of the end: no new requests, what is in flight is answered,
  /// actors are stopped in reverse. Returns false when an actor is stuck:
  /// then leave with `std::_Exit`.
  bool stop();

  /// Returns the stable address of `where`, as the interface it has.
  template <class Handle>
  Handle at(const char* where) const {
    auto found = table_->resolve<Handle>(where);
    return found ? std::move(*found) : Handle{};
  }

  caf::actor_system& system() {
    return *system_;
  }
  const parts& of() const {
    return *parts_;
  }
  supervision::addresses& table() {
    return *table_;
  }
  const supervision::supervisor_actor& root() const {
    return root_;
  }

private:
  app() = default;
  caf::error start_tree();

  std::shared_ptr<parts> parts_;
  std::shared_ptr<supervision::addresses> table_;
  std::unique_ptr<system_config> system_config_;
  std::unique_ptr<caf::actor_system> system_;
  supervision::supervisor_actor root_;
  std::unique_ptr<http::api> api_;
  std::unique_ptr<http::router> router_;
  std::unique_ptr<edge::server> server_;
  bool stopped_ = false;
};

} // namespace auren::node

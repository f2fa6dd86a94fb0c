#pragma once

#include "messages/errc.hpp"

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/expected.hpp>

#include <map>
#include <mutex>
#include <string>

namespace auren::supervision {

/// The stable addresses of one tree by path. Supervisors fill and empty it;
/// anyone may read it from any thread, without asking an actor.
class addresses {
public:
  /// Makes `router` the address at `path`.
  void put(const std::string& path, const caf::actor& router);

  /// Takes `path` out again, unless it belongs to another router by now.
  void remove(const std::string& path, const caf::actor& router);

  /// Returns the router at `path`, or null.
  caf::actor find(const std::string& path) const;

  /// Returns a copy of the whole table.
  std::map<std::string, caf::actor> all() const;

  /// Returns the router at `path` as the interface that its child has
  /// (unchecked), or `errc::not_found`.
  template <class Handle = caf::actor>
  caf::expected<Handle> resolve(const std::string& path) const {
    if (auto found = find(path))
      return caf::actor_cast<Handle>(found);
    return caf::make_error(errc::not_found, path);
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, caf::actor> routers_;
};

} // namespace auren::supervision

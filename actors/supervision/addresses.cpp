#include "actors/supervision/addresses.hpp"

namespace auren::supervision {

void addresses::put(const std::string& path, const caf::actor& router) {
  std::lock_guard guard{mutex_};
  routers_.insert_or_assign(path, router);
}

void addresses::remove(const std::string& path, const caf::actor& router) {
  std::lock_guard guard{mutex_};
  auto found = routers_.find(path);
  if (found != routers_.end() && found->second == router)
    routers_.erase(found);
}

caf::actor addresses::find(const std::string& path) const {
  std::lock_guard guard{mutex_};
  auto found = routers_.find(path);
  return found == routers_.end() ? caf::actor{} : found->second;
}

std::map<std::string, caf::actor> addresses::all() const {
  std::lock_guard guard{mutex_};
  return routers_;
}

} // namespace auren::supervision

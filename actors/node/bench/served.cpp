#include "actors/node/bench/served.hpp"

#include "messages/errc.hpp"

#include <stdexcept>

namespace auren::node::bench {

served::served() {
  config settings;
  settings.node.data = here.path() + "/data";
  settings.node.log_level = "error";
  settings.gateway.http = "127.0.0.1:0";
  auto started = app::start(settings);
  if (!started)
    throw std::runtime_error{render(started.error())};
  node = std::move(*started);
  if (auto failed = node->open_gateway())
    throw std::runtime_error{render(failed)};
}

} // namespace auren::node::bench

#pragma once

#include "actors/node/app.hpp"
#include "actors/node/bench/bench.hpp"

#include <memory>
#include <string>

namespace auren::node::bench {

/// A node on a free port, for one benchmark.
struct served {
  served();
  std::string url() const {
    return node->url();
  }

  workplace here;
  std::unique_ptr<app> node;
};

} // namespace auren::node::bench

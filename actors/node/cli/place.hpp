#pragma once

#include "actors/node/app.hpp"
#include "actors/node/cli/remote.hpp"

namespace auren::node::cli {

/// Where a command is carried out: by a node in this process, or by a running
/// one. One of the two is set.
struct place {
  std::unique_ptr<app> here;
  std::unique_ptr<remote> there;
};

/// Returns the node that `--node` names, else one in this process on the data
/// folder, else the node that holds the folder. Blocks until it is there.
outcome<place> find_place(const request& asked, const config& settings);

/// Returns `node` as the place to go, unless it does not know the user: without
/// accounts a running node knows one.
outcome<place> over_http(const request& asked, std::unique_ptr<remote> node);

} // namespace auren::node::cli

#include "actors/node/cli/remote.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/parts.hpp"

#include <fmt/format.h>

#include <iostream>

namespace auren::node::cli {

int verify(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  if (!asked.node.empty()) {
    complain("verify reads a data folder, not a node: stop the node and use "
             "--data");
    return usage;
  }
  auto opened = parts::open(*settings);
  if (!opened) {
    auto held = std::holds_alternative<std::unique_ptr<remote>>(
      holding_node(*settings, opened.error()));
    complain(render(opened.error()) + (held ? "; stop it to verify" : ""));
    return unreachable;
  }
  auto found = (*opened)->store->verify();
  if (!found) {
    complain(render(found.error()));
    return unreachable;
  }
  if (asked.json)
    std::cout << fmt::format(
      "{{\"ok\":{},\"events\":{},\"streams\":{},\"people\":{},\"damage\":"
      "\"{}\",\"position\":{}}}\n",
      found->ok(), found->events, found->streams, found->people,
      storage::to_string(found->kind), found->position);
  else if (found->ok())
    std::cout << fmt::format("OK: {} events in {} streams of {} people, every "
                             "hash and seal checked\n",
                             found->events, found->streams, found->people);
  else
    std::cout << fmt::format("DAMAGED: {} at position {}: {}\n",
                             storage::to_string(found->kind), found->position,
                             found->detail);
  return found->ok() ? done : findings;
}

} // namespace auren::node::cli

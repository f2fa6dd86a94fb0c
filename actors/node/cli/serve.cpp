#include "actors/node/app.hpp"
#include "actors/node/cli/commands.hpp"
#include "actors/node/cli/signals.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/tree.hpp"
#include "gateway/repl/door.hpp"

#include <fmt/format.h>

#include <iostream>

namespace auren::node::cli {

int serve(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  signals until;
  auto node = app::start(*settings);
  if (!node) {
    complain(render(node.error()));
    return unreachable;
  }
  if (auto failed = (*node)->open_gateway()) {
    complain(render(failed));
    return unreachable;
  }
  repl::door door{(*node)->system(), (*node)->at<operator_actor>(path::op),
                  repl_socket(*settings)};
  if (auto wrong = door.open()) {
    complain(*wrong);
    return unreachable;
  }
  std::cout << fmt::format("auren: ready on {}/ (data in {})\n", (*node)->url(),
                           (*node)->of().folder)
            << std::flush;
  auto which = until.wait();
  std::cerr << "auren: shutting down\n";
  door.close();
  if (!(*node)->stop())
    std::_Exit(findings);
  return which == SIGINT ? interrupted : done;
}

} // namespace auren::node::cli

#include "actors/node/cli/place.hpp"

#include "actors/node/command_line.hpp"
#include "messages/errc.hpp"

#include <fmt/format.h>

namespace auren::node::cli {

outcome<place> over_http(const request& asked, std::unique_ptr<remote> node) {
  if (asked.user == me)
    return place{nullptr, std::move(node)};
  return failure{unreachable,
                 fmt::format("the running node {} knows the user {} only; "
                             "stop it to use --user {} on its folder",
                             node->url(), me, asked.user)};
}

outcome<place> find_place(const request& asked, const config& settings) {
  auto named = named_node(asked);
  if (auto* wrong = std::get_if<failure>(&named))
    return std::move(*wrong);
  if (auto& node = std::get<0>(named))
    return over_http(asked, std::move(node));
  auto started = app::start(settings);
  if (started)
    return place{std::move(*started), nullptr};
  auto holder = holding_node(settings, started.error());
  if (auto* wrong = std::get_if<failure>(&holder))
    return std::move(*wrong);
  return over_http(asked, std::move(std::get<0>(holder)));
}

} // namespace auren::node::cli

#pragma once

#include "actors/node/cli/remote.hpp"
#include "actors/node/parts.hpp"
#include "messages/events.pb.h"

#include <functional>
#include <memory>
#include <optional>

namespace auren::node::cli {

/// Hears of a person's events in the order of the log; false stops.
struct export_listener {
  /// The log's end, before the first event.
  std::function<bool(uint64_t head)> begin;
  std::function<bool(const events::Event&)> take;
};

/// Reads the record of `person` from the folder or database of `from`, a page
/// at a time. Returns why it could not be read to its end.
std::optional<failure> export_from(parts& from, const std::string& person,
                                   const export_listener& hear);

/// Reads it from a running node, as it comes; what is torn is a failure.
std::optional<failure> export_from(remote& node, const export_listener& hear);

} // namespace auren::node::cli

#pragma once

#include "actors/node/cli/remote.hpp"
#include "messages/node.pb.h"

#include <memory>
#include <string>
#include <vector>

namespace auren::node::cli {

/// The operator's way to a running node. Every call blocks.
class console {
public:
  virtual ~console() = default;

  /// Runs one line.
  virtual outcome<CommandResult> run(const std::string& line, bool as_json) = 0;

  /// Returns what may stand at the end of `line`.
  virtual std::vector<std::string> complete(const std::string& line) = 0;
};

/// Opens the way that `asked` names: `--node` by HTTP, else the REPL's socket
/// of `--connect` or of the data folder.
outcome<std::unique_ptr<console>>
open_console(const request& asked, const config& settings);

} // namespace auren::node::cli

#pragma once

#include "actors/node/cli/place.hpp"
#include "messages/context.pb.h"
#include "messages/ingest.pb.h"

#include <functional>
#include <memory>

namespace auren::node::cli {

/// How imports are started and watched, wherever they happen.
class import_place {
public:
  virtual ~import_place() = default;

  /// Starts reading `file` and returns the import's id. `go_on` is asked while
  /// the file is on its way; false stops it.
  virtual outcome<std::string>
  start(const std::string& file,
        const std::function<bool(uint64_t, uint64_t)>& go_on)
    = 0;

  /// Returns how an import stands.
  virtual outcome<ingest::ImportProgress> read(const std::string& id) = 0;
};

/// Imports by a node of this process; `node` must outlive it.
std::unique_ptr<import_place> imports_here(app& node, const request& asked);

/// Imports by a running node: files are sent to it, a folder as one zip.
/// `node` must outlive it.
std::unique_ptr<import_place> imports_there(remote& node);

} // namespace auren::node::cli

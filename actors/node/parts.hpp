#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/node/config.hpp"
#include "storage/backend.hpp"

#include <memory>

namespace auren::node {

/// What outlives every restart of an actor: the data folder and the store.
struct parts {
  config settings;
  std::string folder;
  std::shared_ptr<storage::backend> storage;
  std::shared_ptr<storage::event_repository> store;
  const ingest::catalogue* metrics = nullptr;

  /// Opens the data folder; blocks.
  /// @returns what is wrong, in the operator's words, as the error's context
  static caf::expected<std::shared_ptr<parts>> open(const config& settings);

  /// Returns where files lie that were sent and are not read yet.
  std::string uploads() const {
    return folder + "/uploads";
  }
};

} // namespace auren::node

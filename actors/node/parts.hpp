#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/node/config.hpp"
#include "storage/event_repository.hpp"
#include "storage/sqlite/data_folder.hpp"

#include <memory>

namespace auren::node {

/// What outlives every restart of an actor: the data folder and its store.
struct parts {
  config settings;
  std::string folder;
  std::shared_ptr<storage::sqlite::data_folder> data;
  std::shared_ptr<storage::event_repository> store;
  const ingest::catalogue* metrics = nullptr;

  /// Opens the data folder; blocks.
  /// @returns what is wrong, in the operator's words, as the error's context
  static caf::expected<std::shared_ptr<parts>> open(const config& settings);
};

} // namespace auren::node

#include "actors/node/parts.hpp"

namespace auren::node {

caf::expected<std::shared_ptr<parts>> parts::open(const config& settings) {
  auto result = std::make_shared<parts>();
  result->settings = settings;
  result->folder = data_folder(settings);
  result->metrics = &ingest::catalogue::standard();
  storage::backend_options options;
  options.uri = settings.storage.uri;
  options.folder = result->folder;
  options.connections = settings.storage.connections;
  if (!settings.storage.master_key.empty())
    options.master_key_file = settings.storage.master_key;
  auto opened = storage::backend::open(options);
  if (!opened)
    return std::move(opened.error());
  result->storage = std::move(*opened);
  auto store = result->storage->open_events();
  if (!store)
    return std::move(store.error());
  result->store = std::move(*store);
  return result;
}

} // namespace auren::node

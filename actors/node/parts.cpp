#include "actors/node/parts.hpp"

#include "storage/projections/sample_index.hpp"
#include "storage/sqlite/projections.hpp"

namespace auren::node {

caf::expected<std::shared_ptr<parts>> parts::open(const config& settings) {
  auto result = std::make_shared<parts>();
  result->settings = settings;
  result->folder = data_folder(settings);
  result->metrics = &ingest::catalogue::standard();
  std::optional<std::filesystem::path> key;
  if (!settings.storage.master_key.empty())
    key = settings.storage.master_key;
  auto data = storage::sqlite::data_folder::open(result->folder, key);
  if (!data)
    return std::move(data.error());
  result->data = std::move(*data);
  auto store = storage::sqlite::open_events(result->data);
  if (!store)
    return std::move(store.error());
  result->store = std::move(*store);
  return result;
}

} // namespace auren::node

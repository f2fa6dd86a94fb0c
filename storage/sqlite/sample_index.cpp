#include "storage/sqlite/sample_index.hpp"

#include "storage/projections/index_reader.hpp"
#include "storage/sqlite/projection_tables.hpp"

namespace auren::storage::sqlite {

caf::expected<std::unique_ptr<sample_index>>
open_sample_index(std::shared_ptr<data_folder> folder) {
  return guarded([&] {
    auto tables = std::make_unique<projection_tables>(
      folder->path() / "projections.db", profile::reader);
    return make_index_reader(std::move(tables), folder->shared_keys());
  });
}

} // namespace auren::storage::sqlite

#include "storage/sqlite/sample_index.hpp"

#include "storage/projections/chunk_reader.hpp"
#include "storage/projections/index_reader.hpp"
#include "storage/sqlite/projection_tables.hpp"

namespace auren::storage::sqlite {

namespace {

std::unique_ptr<projection_tables> open_tables(const data_folder& folder) {
  return std::make_unique<projection_tables>(folder.path() / "projections.db",
                                             profile::reader);
}

} // namespace

caf::expected<std::unique_ptr<sample_index>>
open_sample_index(std::shared_ptr<data_folder> folder) {
  return guarded([&] {
    return make_index_reader(open_tables(*folder), folder->shared_keys());
  });
}

caf::expected<std::unique_ptr<sample_chunks>>
open_sample_chunks(std::shared_ptr<data_folder> folder) {
  return guarded([&] {
    return make_chunk_reader(open_tables(*folder), folder->shared_keys());
  });
}

} // namespace auren::storage::sqlite

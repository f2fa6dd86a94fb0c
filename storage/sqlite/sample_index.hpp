#pragma once

#include "storage/projections/sample_chunks.hpp"
#include "storage/projections/sample_index.hpp"
#include "storage/sqlite/data_folder.hpp"

namespace auren::storage::sqlite {

/// Opens the sample index of `folder` for reading, with a connection of its
/// own. The projection "sample_index" must have been added before.
caf::expected<std::unique_ptr<sample_index>>
open_sample_index(std::shared_ptr<data_folder> folder);

/// Opens the samples' chunks of `folder` for reading, likewise.
caf::expected<std::unique_ptr<sample_chunks>>
open_sample_chunks(std::shared_ptr<data_folder> folder);

} // namespace auren::storage::sqlite

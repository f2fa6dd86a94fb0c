#pragma once

#include "storage/projection_store.hpp"
#include "storage/projections/sample_chunks.hpp"
#include "storage/sqlite/data_folder.hpp"

namespace auren::storage::sqlite {

/// Opens `projections.db` of `folder`. It is synchronous=NORMAL: what a power
/// cut takes is folded again.
caf::expected<std::unique_ptr<projection_store>>
open_projections(std::shared_ptr<data_folder> folder);

/// Opens the samples' chunks in `projections.db` for reading, by a connection
/// of its own. The projection must have been added before.
caf::expected<std::unique_ptr<sample_chunks>>
open_sample_chunks(std::shared_ptr<data_folder> folder);

} // namespace auren::storage::sqlite

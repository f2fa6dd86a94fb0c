#pragma once

#include "storage/projections/projection_database.hpp"
#include "storage/projections/sample_chunks.hpp"

namespace auren::storage {

/// Returns the chunks whose rows are in `tables`.
std::unique_ptr<sample_chunks>
make_chunk_reader(std::unique_ptr<projection_database> tables,
                  std::shared_ptr<seal::keyring> keys);

} // namespace auren::storage

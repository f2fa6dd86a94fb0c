#pragma once

#include "storage/projections/projection_database.hpp"
#include "storage/projections/sample_index.hpp"

namespace auren::storage {

/// Returns the sample index whose rows are in `tables`.
std::unique_ptr<sample_index>
make_index_reader(std::unique_ptr<projection_database> tables,
                  std::shared_ptr<seal::keyring> keys);

} // namespace auren::storage

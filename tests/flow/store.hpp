#pragma once

#include <string>
#include <vector>

namespace auren::test {

/// Returns the `storage.uri` of the node whose data folder is `folder`: SQLite
/// in it, or a PostgreSQL database of its own when AUREN_FLOW_STORE says
/// "postgresql". The same folder has the same database.
std::string store_of(const std::string& folder);

/// Returns `words` with the store of the folder that "--data" names in them.
std::vector<std::string> with_store(std::vector<std::string> words);

} // namespace auren::test

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace auren::memory {

/// What is known of words before anybody wrote anything: which of them share
/// a concept, and which say little. The built-in one is conf/vocabulary.json.
struct vocabulary {
  /// Reads a file as conf/vocabulary.json is. Throws std::exception.
  static vocabulary parse(std::string_view json);

  /// Returns the one that is built in.
  static const vocabulary& built_in();

  std::unordered_map<std::string, std::vector<uint32_t>>
    concepts;                             ///< Of stems.
  std::unordered_set<std::string> common; ///< Stems.
};

} // namespace auren::memory

#pragma once

#include "storage/vectors/vector_index.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace auren::memory {

/// Vectors of memories from one provider. Those of another provider, or of
/// another length, are not taken: they mean something else.
class foreign_space {
public:
  /// `unrelated` is the cosine that texts have here which have nothing to do
  /// with each other; many models give all texts much in common.
  foreign_space(std::string provider, size_t dimensions, float unrelated,
                storage::vectors::index_options index = {});

  const std::string& provider() const {
    return provider_;
  }
  size_t dimensions() const {
    return vectors_.dimensions();
  }

  /// Takes the vector of memory `number`.
  /// @returns false, taking nothing, when it is of another length or there is
  /// one already.
  bool add(uint32_t number, std::span<const float> unit);

  /// Overwrites the vector of a memory.
  void remove(uint32_t number);

  bool has(uint32_t number) const {
    return slots_.contains(number);
  }
  size_t size() const {
    return slots_.size();
  }

  /// Returns how many vectors came and went.
  size_t changes() const {
    return changes_;
  }

  /// Returns the vector of a memory, which must have one.
  std::span<const float> at(uint32_t number) const;

  /// Returns how near each visible memory is: 1 the same, 0 unrelated, or no
  /// vector, or a query of another length.
  std::vector<float> nearness(std::span<const float> query,
                              const std::vector<bool>& visible) const;

private:
  std::string provider_;
  float unrelated_;
  storage::vectors::vector_index vectors_;
  std::unordered_map<uint32_t, uint32_t> slots_; ///< By number.
  size_t changes_ = 0;
};

/// Returns the mean cosine of all pairs of `vectors`, of length 1: of texts
/// that have nothing to do with each other it is what `unrelated` wants.
float mean_cosine(const std::vector<std::vector<float>>& vectors);

/// Texts that have nothing to do with each other.
const std::vector<std::string>& unrelated_texts();

} // namespace auren::memory

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

/// Nearest vectors, in memory. Nothing here touches a disk: what is kept of a
/// person is what the vectors were made from.
namespace auren::storage::vectors {

/// A vector by the number that its owner gave it.
struct neighbour {
  uint32_t number;
  float cosine; ///< -1 to 1.
};

/// When and how a graph is used. Up to `exact_up_to` vectors every one is
/// compared; above, a graph (HNSW: Malkov and Yashunin, IEEE TPAMI 42(4):824,
/// 2020) finds nearly all of the nearest ones in a fraction of the time.
struct index_options {
  size_t exact_up_to = 20'000;
  size_t links = 16;   ///< Per vector ("M").
  size_t effort = 100; ///< While linking ("ef construction").
  size_t search = 80; ///< While searching ("ef"), or `k` if that is more.
};

/// Vectors of unit length, found by the angle to another. Not synchronised.
class vector_index {
public:
  explicit vector_index(size_t dimensions, index_options options = {});
  ~vector_index();
  vector_index(vector_index&&) noexcept;
  vector_index& operator=(vector_index&&) noexcept;

  /// Adds a vector as `number`, which must be the lowest that was never
  /// given. All zeros, or nothing: there is nothing to find under it, and it
  /// takes no room.
  void add(std::span<const float> unit);

  /// Overwrites the vector with zeros; it is found no more, and its room is
  /// the next one's.
  void remove(uint32_t number);

  /// Links up to `n` vectors that wait for it into the graph, which takes
  /// some tenths of a millisecond each. Until then they are compared one by
  /// one. Returns whether more are waiting.
  bool link(size_t n);

  /// Returns the `k` nearest to `query` that are among `visible`, best first.
  /// From the graph come fewer when most of the nearest are not visible.
  std::vector<neighbour> near(std::span<const float> query, size_t k,
                              const std::vector<bool>& visible) const;

  /// Returns the cosine of every number that is among `visible`, else 0.
  std::vector<float>
  cosines(std::span<const float> query, const std::vector<bool>& visible) const;

  size_t size() const {
    return places_.size();
  }
  size_t dimensions() const {
    return dimensions_;
  }
  /// Returns whether `near` compares every vector.
  bool exact() const {
    return size() <= options_.exact_up_to;
  }

  /// Returns the floats of a vector, padded with zeros. Valid until the next
  /// change.
  std::span<const float> at(uint32_t number) const;

  /// Returns all floats that are kept, in any order; for tests.
  std::span<const float> memory() const {
    return floats_;
  }

private:
  class graph;

  static constexpr uint32_t nowhere = UINT32_MAX;

  std::vector<float> padded_copy(std::span<const float> query) const;
  uint32_t new_place();

  size_t dimensions_;
  size_t stride_;
  index_options options_;
  std::vector<uint32_t> places_; ///< In `floats_`, by number.
  std::vector<uint32_t> free_;   ///< Places that were given back.
  std::vector<float> floats_;
  std::vector<float> zeros_;     ///< What is at `nowhere`.
  std::unique_ptr<graph> graph_; ///< Null while every vector is compared.
};

} // namespace auren::storage::vectors

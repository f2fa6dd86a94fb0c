#pragma once

#include "storage/vectors/vector_index.hpp"

#include <memory>

namespace hnswlib {
template <class>
class HierarchicalNSW;
} // namespace hnswlib

namespace auren::storage::vectors {

/// The graph over the first vectors of an index: hnswlib over coded vectors,
/// a quarter of the room and so of the way to them.
class vector_index::graph {
public:
  graph(size_t stride, const index_options& options);
  ~graph();

  /// Links vector number `size()`.
  void add(std::span<const float> vector);

  /// Overwrites a vector with zeros and finds it no more.
  void remove(uint32_t number);

  /// Returns how many are linked, removed ones too.
  size_t size() const;

  /// Appends what is nearest to `query`: `k`, or the effort of a search if
  /// that is more, in any order, and by how near about.
  void near(std::span<const float> query, size_t k,
            std::vector<neighbour>& into) const;

private:
  struct inner_product;
  std::unique_ptr<inner_product> space_;
  std::unique_ptr<hnswlib::HierarchicalNSW<float>> links_;
  size_t stride_;
  size_t search_;
};

} // namespace auren::storage::vectors

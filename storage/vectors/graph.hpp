#pragma once

#include "storage/vectors/vector_index.hpp"

#include <memory>

namespace hnswlib {
template <class>
class HierarchicalNSW;
} // namespace hnswlib

namespace auren::storage::vectors {

/// The graph over the first vectors of an index: hnswlib with a distance that
/// fits the machine.
class vector_index::graph {
public:
  graph(size_t stride, const index_options& options);
  ~graph();

  /// Links vector number `size()`.
  void add(const float* vector);

  /// Overwrites a vector with zeros and finds it no more.
  void remove(uint32_t number);

  /// Returns how many are linked, removed ones too.
  size_t size() const;

  /// Appends what is nearest to `query`, at most `k`, in any order.
  void near(const float* query, size_t k, std::vector<neighbour>& into) const;

private:
  struct inner_product;
  std::unique_ptr<inner_product> space_;
  std::unique_ptr<hnswlib::HierarchicalNSW<float>> links_;
  size_t stride_;
  size_t search_;
};

} // namespace auren::storage::vectors

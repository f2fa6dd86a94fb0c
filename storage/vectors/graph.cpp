#include "storage/vectors/graph.hpp"

#include "storage/vectors/coded.hpp"

#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <cstring>

namespace auren::storage::vectors {

namespace {

constexpr size_t first_room = 1024;

float distance(const void* a, const void* b, const void* n) {
  return 1 - coded_dot(a, b, *static_cast<const size_t*>(n));
}

} // namespace

struct vector_index::graph::inner_product : hnswlib::SpaceInterface<float> {
  explicit inner_product(size_t n) : floats(n) {}
  size_t get_data_size() override {
    return coded_size(floats);
  }
  hnswlib::DISTFUNC<float> get_dist_func() override {
    return distance;
  }
  void* get_dist_func_param() override {
    return &floats;
  }
  size_t floats;
};

vector_index::graph::graph(size_t stride, const index_options& options)
  : space_(std::make_unique<inner_product>(stride)),
    links_(std::make_unique<hnswlib::HierarchicalNSW<float>>(
      space_.get(), first_room, options.links, options.effort)),
    stride_(stride), search_(options.search) {}

vector_index::graph::~graph() = default;

void vector_index::graph::add(std::span<const float> vector) {
  if (size() == links_->max_elements_)
    links_->resizeIndex(size() * 2);
  links_->addPoint(code(vector).data(), size());
}

// A deleted one stays as a stepping stone, of which nothing is left but where
// it stood in the graph.
void vector_index::graph::remove(uint32_t number) {
  auto found = links_->label_lookup_.find(number);
  if (found == links_->label_lookup_.end()
      || links_->isMarkedDeleted(found->second))
    return;
  links_->markDelete(number);
  std::memset(links_->getDataByInternalId(found->second), 0,
              coded_size(stride_));
}

size_t vector_index::graph::size() const {
  return links_->cur_element_count;
}

void vector_index::graph::near(std::span<const float> query, size_t k,
                               std::vector<neighbour>& into) const {
  if (size() == 0)
    return;
  auto several = std::max(search_, k);
  links_->setEf(several);
  auto found = links_->searchKnn(code(query).data(), several);
  for (; !found.empty(); found.pop())
    into.push_back(
      {static_cast<uint32_t>(found.top().second), 1 - found.top().first});
}

} // namespace auren::storage::vectors

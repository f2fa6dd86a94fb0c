#include "storage/vectors/vector_index.hpp"

#include "storage/vectors/dot.hpp"
#include "storage/vectors/graph.hpp"

#include <algorithm>

namespace auren::storage::vectors {

namespace {

bool nearer(const neighbour& a, const neighbour& b) {
  return a.cosine != b.cosine ? a.cosine > b.cosine : a.number < b.number;
}

} // namespace

vector_index::vector_index(size_t dimensions, index_options options)
  : dimensions_(dimensions), stride_(padded(dimensions)), options_(options) {}

vector_index::~vector_index() = default;
vector_index::vector_index(vector_index&&) noexcept = default;
vector_index& vector_index::operator=(vector_index&&) noexcept = default;

void vector_index::add(std::span<const float> unit) {
  floats_.insert(floats_.end(), unit.begin(), unit.end());
  floats_.resize(++count_ * stride_);
}

void vector_index::remove(uint32_t number) {
  std::fill_n(floats_.begin() + static_cast<ptrdiff_t>(number * stride_),
              stride_, 0.0f);
  if (graph_)
    graph_->remove(number);
}

bool vector_index::link(size_t n) {
  if (exact())
    return false;
  if (!graph_)
    graph_ = std::make_unique<graph>(stride_, options_);
  for (; n > 0 && graph_->size() < count_; --n)
    graph_->add(&floats_[graph_->size() * stride_]);
  return graph_->size() < count_;
}

std::span<const float> vector_index::at(uint32_t number) const {
  return {&floats_[number * stride_], stride_};
}

std::vector<float>
vector_index::padded_copy(std::span<const float> query) const {
  std::vector<float> result(query.begin(), query.end());
  result.resize(stride_);
  return result;
}

std::vector<neighbour>
vector_index::near(std::span<const float> query, size_t k,
                   const std::vector<bool>& visible) const {
  auto padded_query = padded_copy(query);
  std::vector<neighbour> result;
  if (graph_ && !exact())
    graph_->near(padded_query.data(), k, result);
  auto linked = graph_ && !exact() ? graph_->size() : 0;
  for (auto i = linked; i < count_; ++i)
    result.push_back(
      {static_cast<uint32_t>(i),
       dot(&floats_[i * stride_], padded_query.data(), stride_)});
  std::erase_if(result, [&](auto& x) { return !visible[x.number]; });
  auto end
    = result.begin() + static_cast<ptrdiff_t>(std::min(k, result.size()));
  std::partial_sort(result.begin(), end, result.end(), nearer);
  result.erase(end, result.end());
  return result;
}

std::vector<float>
vector_index::cosines(std::span<const float> query,
                      const std::vector<bool>& visible) const {
  auto padded_query = padded_copy(query);
  std::vector<float> result(count_);
  for (size_t i = 0; i < count_; ++i)
    if (visible[i])
      result[i] = dot(&floats_[i * stride_], padded_query.data(), stride_);
  return result;
}

} // namespace auren::storage::vectors

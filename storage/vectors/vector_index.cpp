#include "storage/vectors/vector_index.hpp"

#include "storage/vectors/dot.hpp"
#include "storage/vectors/graph.hpp"

#include <algorithm>
#include <utility>

namespace auren::storage::vectors {

namespace {

bool nearer(const neighbour& a, const neighbour& b) {
  return a.cosine != b.cosine ? a.cosine > b.cosine : a.number < b.number;
}

} // namespace

vector_index::vector_index(size_t dimensions, index_options options)
  : dimensions_(dimensions), stride_(padded(dimensions)), options_(options),
    zeros_(stride_) {}

vector_index::~vector_index() = default;
vector_index::vector_index(vector_index&&) noexcept = default;
vector_index& vector_index::operator=(vector_index&&) noexcept = default;

uint32_t vector_index::new_place() {
  if (free_.empty()) {
    floats_.resize(floats_.size() + stride_);
    return static_cast<uint32_t>(floats_.size() / stride_ - 1);
  }
  auto place = free_.back();
  free_.pop_back();
  return place;
}

void vector_index::add(std::span<const float> unit) {
  if (std::ranges::all_of(unit, [](float x) { return x == 0; })) {
    places_.push_back(nowhere);
    return;
  }
  places_.push_back(new_place());
  std::ranges::copy(unit, floats_.begin()
                            + static_cast<ptrdiff_t>(places_.back() * stride_));
}

void vector_index::remove(uint32_t number) {
  auto place = std::exchange(places_[number], nowhere);
  if (place == nowhere)
    return;
  std::fill_n(floats_.begin() + static_cast<ptrdiff_t>(place * stride_),
              stride_, 0.0f);
  free_.push_back(place);
  if (graph_)
    graph_->remove(number);
}

bool vector_index::link(size_t n) {
  if (exact())
    return false;
  if (!graph_)
    graph_ = std::make_unique<graph>(stride_, options_);
  for (; n > 0 && graph_->size() < size(); --n)
    graph_->add(at(static_cast<uint32_t>(graph_->size())));
  return graph_->size() < size();
}

std::span<const float> vector_index::at(uint32_t number) const {
  auto place = places_[number];
  return {place == nowhere ? zeros_.data() : &floats_[place * stride_],
          stride_};
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
    graph_->near(padded_query, k, result);
  auto linked = graph_ && !exact() ? graph_->size() : 0;
  for (auto i = static_cast<uint32_t>(linked); i < size(); ++i)
    if (visible[i] && places_[i] != nowhere)
      result.push_back({i, dot(at(i).data(), padded_query.data(), stride_)});
  std::erase_if(result, [&](auto& x) { return !visible[x.number]; });
  for (auto& one : result) // the graph knows it only about
    if (one.number < linked)
      one.cosine = dot(at(one.number).data(), padded_query.data(), stride_);
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
  std::vector<float> result(size());
  for (uint32_t i = 0; i < size(); ++i)
    if (visible[i] && places_[i] != nowhere)
      result[i] = dot(at(i).data(), padded_query.data(), stride_);
  return result;
}

} // namespace auren::storage::vectors

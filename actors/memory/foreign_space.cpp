#include "actors/memory/foreign_space.hpp"

#include <algorithm>
#include <numeric>

namespace auren::memory {

foreign_space::foreign_space(std::string provider, size_t dimensions,
                             float unrelated,
                             storage::vectors::index_options index)
  : provider_(std::move(provider)), unrelated_(std::min(unrelated, 0.95f)),
    vectors_(dimensions, index) {}

bool foreign_space::add(uint32_t number, std::span<const float> unit) {
  if (unit.size() != dimensions() || has(number))
    return false;
  slots_[number] = static_cast<uint32_t>(vectors_.size());
  vectors_.add(unit);
  ++changes_;
  return true;
}

void foreign_space::remove(uint32_t number) {
  auto found = slots_.find(number);
  if (found == slots_.end())
    return;
  vectors_.remove(found->second);
  slots_.erase(found);
  ++changes_;
}

std::span<const float> foreign_space::at(uint32_t number) const {
  return vectors_.at(slots_.at(number)).first(dimensions());
}

std::vector<float>
foreign_space::nearness(std::span<const float> query,
                        const std::vector<bool>& visible) const {
  std::vector<float> result(visible.size());
  if (query.size() != dimensions())
    return result;
  std::vector<bool> wanted(vectors_.size());
  for (auto& [number, slot] : slots_)
    wanted[slot] = visible[number];
  auto cosines = vectors_.cosines(query, wanted);
  for (auto& [number, slot] : slots_)
    if (wanted[slot])
      result[number]
        = std::max(0.0f, (cosines[slot] - unrelated_) / (1 - unrelated_));
  return result;
}

float mean_cosine(const std::vector<std::vector<float>>& vectors) {
  double sum = 0;
  size_t pairs = 0;
  for (size_t i = 0; i < vectors.size(); ++i)
    for (size_t k = 0; k < i; ++k, ++pairs)
      sum += std::inner_product(vectors[i].begin(), vectors[i].end(),
                                vectors[k].begin(), 0.0);
  return pairs == 0 ? 0 : static_cast<float>(sum / static_cast<double>(pairs));
}

const std::vector<std::string>& unrelated_texts() {
  static const std::vector<std::string> texts
    = {"The capital of Australia is Canberra.",
       "Stir two eggs and some milk into the flour.",
       "The bus to the harbour leaves at ten past six.",
       "I slept badly after the late coffee.",
       "An integer overflow ended the program.",
       "She painted the fence green before the rain."};
  return texts;
}

} // namespace auren::memory

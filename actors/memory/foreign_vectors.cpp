#include "actors/memory/recollection.hpp"

#include <bit>

namespace auren::memory {

static_assert(std::endian::native == std::endian::little,
              "kept vectors are little-endian");

std::vector<const Memory*> recollection::lacking(size_t n) const {
  std::vector<const Memory*> result;
  for (auto number : by_time_) {
    if (result.size() >= n)
      break;
    if (!foreign_ || !foreign_->has(number))
      result.push_back(&items_[number].memory);
  }
  return result;
}

bool recollection::give_vector(const std::string& memory_id,
                               std::span<const float> unit) {
  auto at = by_id_.find(memory_id);
  if (!foreign_ || at == by_id_.end() || items_[at->second].away
      || at->second >= words_.size())
    return false;
  return foreign_->add(at->second, unit);
}

KeptVectors recollection::kept_vectors() const {
  KeptVectors result;
  if (!foreign_)
    return result;
  result.set_provider(foreign_->provider());
  result.set_dimensions(static_cast<uint32_t>(foreign_->dimensions()));
  for (auto number : by_time_) {
    if (!foreign_->has(number))
      continue;
    result.add_memory_id(items_[number].memory.memory_id());
    auto floats = std::as_bytes(foreign_->at(number));
    result.mutable_floats()->append(
      reinterpret_cast<const char*>(floats.data()), floats.size());
  }
  return result;
}

} // namespace auren::memory

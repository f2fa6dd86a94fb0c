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

bool recollection::leave_known(KeptVectors& kept) const {
  auto size = sizeof(float) * kept.dimensions();
  KeptVectors known;
  for (int i = 0; i < kept.memory_id_size(); ++i) {
    if (find(kept.memory_id(i)) == nullptr)
      continue;
    known.add_memory_id(kept.memory_id(i));
    known.mutable_floats()->append(kept.floats(), static_cast<size_t>(i) * size,
                                   size);
  }
  auto changed = known.memory_id_size() < kept.memory_id_size();
  kept.mutable_memory_id()->Swap(known.mutable_memory_id());
  kept.mutable_floats()->swap(*known.mutable_floats());
  return changed;
}

} // namespace auren::memory

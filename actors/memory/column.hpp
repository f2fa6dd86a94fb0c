#pragma once

#include <cstddef>
#include <vector>

namespace auren::memory {

/// A column that costs one value for as long as all its values are equal:
/// offsets, durations and ids mostly are.
template <class T>
class column {
public:
  /// Returns how many values were added.
  size_t size() const {
    return size_;
  }

  /// Returns whether all values are equal.
  bool uniform() const {
    return each_.empty();
  }

  /// Adds `value` at the end.
  void push_back(T value) {
    if (size_ == 0)
      same_ = value;
    else if (uniform() && value != same_)
      each_.assign(size_, same_);
    if (!uniform())
      each_.push_back(value);
    ++size_;
  }

  /// Returns the value at `i`, which must exist.
  T operator[](size_t i) const {
    return each_.empty() ? same_ : each_[i];
  }

private:
  T same_{};
  std::vector<T> each_;
  size_t size_ = 0;
};

} // namespace auren::memory

#pragma once

#include <cstddef>
#include <vector>

namespace auren::storage::chunks {

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
  void push_back(const T& value) {
    append(value, 1);
  }

  /// Adds `value` at the end, `times` times.
  void append(const T& value, size_t times) {
    if (times == 0)
      return;
    if (size_ == 0)
      same_ = value;
    else if (uniform() && value != same_)
      each_.assign(size_, same_);
    if (!uniform())
      each_.insert(each_.end(), times, value);
    size_ += times;
  }

  /// Returns the value at `i`, which must exist.
  const T& operator[](size_t i) const {
    return each_.empty() ? same_ : each_[i];
  }

  /// Returns the index behind the last value that equals the one at `i`.
  size_t run_end(size_t i) const {
    if (uniform())
      return size_;
    auto end = i + 1;
    while (end < size_ && each_[end] == each_[i])
      ++end;
    return end;
  }

private:
  T same_{};
  std::vector<T> each_;
  size_t size_ = 0;
};

} // namespace auren::storage::chunks

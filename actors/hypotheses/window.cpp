#include "actors/hypotheses/window.hpp"

#include <algorithm>

namespace auren::hypotheses {

void sorted_window::add(double value) {
  values_.insert(std::upper_bound(values_.begin(), values_.end(), value),
                 value);
}

void sorted_window::drop(double value) {
  auto at = std::lower_bound(values_.begin(), values_.end(), value);
  if (at != values_.end())
    values_.erase(at);
}

double sorted_window::median() const {
  auto half = values_.size() / 2;
  if (values_.size() % 2 == 1)
    return values_[half];
  return 0.5 * (values_[half - 1] + values_[half]);
}

double sorted_window::spread(double centre) const {
  // Distances grow from the centre to both sides: merge until the middle.
  auto right = std::lower_bound(values_.begin(), values_.end(), centre);
  auto left = right;
  double last = 0, previous = 0;
  for (size_t taken = 0; taken <= values_.size() / 2; ++taken) {
    previous = last;
    bool go_left = left != values_.begin()
                   && (right == values_.end()
                       || centre - *std::prev(left) <= *right - centre);
    last = go_left ? centre - *--left : *right++ - centre;
  }
  return values_.size() % 2 == 1 ? last : 0.5 * (previous + last);
}

} // namespace auren::hypotheses

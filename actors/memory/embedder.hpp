#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace auren::memory {

/// How much a word (as `tokens` gives it) matters in a question, more than 0.
using word_weight = std::function<double(const std::string& word)>;

/// Turns texts into vectors whose angle says how close they are in meaning.
class embedder {
public:
  virtual ~embedder() = default;

  /// Returns how many floats a vector has.
  virtual size_t dimensions() const = 0;

  /// Returns the vector of `text` (UTF-8), of length 1; all zeros when there
  /// is nothing in it to compare. Does not block. An embedder that knows of
  /// words lets those matter as `weight` says.
  virtual std::vector<float>
  embed(std::string_view text, const word_weight& weight = {}) const = 0;
};

} // namespace auren::memory

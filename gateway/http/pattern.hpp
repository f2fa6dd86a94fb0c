#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace auren::http {

/// A path with holes: "/api/v1/hypotheses/{id}/retire". A hole takes one
/// whole segment, never an empty one.
class pattern {
public:
  /// Throws std::invalid_argument unless `text` starts with a slash, has no
  /// empty segment, and names each hole once: letters, digits and "_".
  explicit pattern(std::string_view text);

  /// Returns true when `path` (decoded) fits.
  bool fits(std::string_view path) const;

  /// Returns the names of the holes, from left to right.
  const std::vector<std::string>& holes() const {
    return holes_;
  }

  /// Returns the same as an ECMAScript regular expression, one group a hole.
  std::string regex() const;

private:
  struct segment {
    std::string text; ///< Of a fixed segment.
    bool hole = false;
  };

  void add(std::string_view segment_text);

  std::vector<segment> segments_;
  std::vector<std::string> holes_;
};

} // namespace auren::http

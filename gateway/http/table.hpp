#pragma once

#include "gateway/http/pattern.hpp"
#include "gateway/http/router.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace auren::http {

/// One path of the table with the lines of all its methods.
struct place {
  pattern path;
  std::vector<const route*> lines{};
  std::string allow{}; ///< For the Allow field: "GET, HEAD, OPTIONS, POST".

  /// Returns the line that answers `method`; HEAD is answered by GET's.
  const route* line_for(std::string_view method) const;
};

/// The route table, made quick to look up. Immutable, so thread-safe.
class table {
public:
  /// Throws std::invalid_argument as router does.
  explicit table(std::vector<route> lines);

  /// Returns the place of a decoded path; null when there is none. A fixed
  /// path is found before one with holes, whatever their order in the table.
  const place* find(std::string_view path) const;

  /// Calls `then` for every line, fixed paths first.
  void
  each(const std::function<void(const route&, const pattern&)>& then) const;

  const std::vector<route>& lines() const {
    return lines_;
  }

private:
  struct hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  void add(const route& line);
  place& place_of(const route& line);

  std::vector<route> lines_;
  std::vector<std::unique_ptr<place>> places_;
  std::unordered_map<std::string, place*, hash, std::equal_to<>> by_text_;
  std::unordered_map<std::string, place*, hash, std::equal_to<>> fixed_;
  std::vector<place*> open_; ///< With holes, in the table's order.
};

/// Returns whether `line` reads the content type of `asked`; a request
/// without a body and a type is always read.
bool reads(const route& line, const edge::request& asked);

} // namespace auren::http

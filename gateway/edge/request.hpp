#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auren::edge {

class spool_file;

/// Header fields in the order of their arrival; names compare without case.
class fields {
public:
  using entry = std::pair<std::string, std::string>;

  /// Adds a field beside those of the same name.
  void add(std::string name, std::string value);

  /// Replaces every field called `name` by one.
  void set(std::string_view name, std::string value);

  /// Returns the first value of `name`; empty when there is none.
  std::string_view get(std::string_view name) const;

  /// Returns how many fields are called `name`.
  size_t count(std::string_view name) const;

  bool empty() const {
    return entries_.empty();
  }
  size_t size() const {
    return entries_.size();
  }
  auto begin() const {
    return entries_.begin();
  }
  auto end() const {
    return entries_.end();
  }

private:
  std::vector<entry> entries_;
};

/// Returns true when two ASCII texts are equal but for case.
bool same_text(std::string_view a, std::string_view b);

/// Returns true when the comma-separated `list` holds `token`, without case
/// and without its parameters (`gzip` is in "br, gzip;q=0.5").
bool lists(std::string_view list, std::string_view token);

/// Decoded query parameters; a name may occur more than once.
using parameters = std::multimap<std::string, std::string, std::less<>>;

/// One whole, bounded request. All text in `path` and `query` is percent-
/// decoded, valid UTF-8 without control characters; `path` has no "..", no
/// empty first segment and no encoded slash.
struct request {
  std::string method; ///< "GET", as sent; never empty.
  std::string path;   ///< "/api/v1/samples", decoded.
  std::string target; ///< As sent, with its query: for signatures only.
  parameters query;
  fields headers;
  std::string body; ///< Whole, dechunked and unzipped; empty when spooled.
  std::shared_ptr<spool_file> spool; ///< Holds the body on a spooled route.
  std::string remote;                ///< The peer's address, without port.
  std::chrono::system_clock::time_point received; ///< When its head was whole.
  std::string trace_id;                           ///< 32 hex digits.
  bool tls = false;
  bool websocket = false; ///< Asks to become a WebSocket.

  /// Returns a header's first value; empty when there is none.
  std::string_view header(std::string_view name) const;

  /// Returns the first query parameter called `name`.
  std::optional<std::string_view> parameter(std::string_view name) const;
};

} // namespace auren::edge

#pragma once

#include "gateway/http/router.hpp"

#include <memory>

namespace auren::http {

class pattern;

/// cpp-httplib without its sockets: it routes a request that the edge has
/// read whole, and takes its multipart body apart. It sees the method, the
/// path, the type and the body; nothing else that a stranger sent.
class bridge {
public:
  bridge();
  ~bridge();

  /// Adds a line of the table; both arguments must outlive the bridge.
  void add(const route& line, const pattern& path);

  /// Finds the line for `asked` and fills in `path` and `uploads`.
  /// @returns false when nothing fits or the form is malformed.
  bool take_apart(call& asked) const;

private:
  class server;
  std::unique_ptr<server> server_;
};

} // namespace auren::http

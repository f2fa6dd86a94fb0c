#pragma once

#include "gateway/edge/server.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace auren::test {

/// One HTTP answer as it came over the wire.
struct answer {
  int status = 0; ///< 0: none came.
  std::string head;
  std::map<std::string, std::string> fields; ///< Names in lower case.
  std::string body;                          ///< Dechunked.
};

/// A raw TCP client: sends what it is told, byte for byte. A read that takes
/// longer than 20 s gives up, so that a test fails instead of hanging.
class client {
public:
  explicit client(uint16_t port);
  ~client();
  client(const client&) = delete;
  client& operator=(const client&) = delete;

  /// Sends all of `bytes`; false when the server has closed.
  bool send(std::string_view bytes);

  /// Closes the sending half.
  void end();

  /// Closes with a reset, as a crashed client does.
  void reset();

  /// Reads one answer; `head_only` after a HEAD request.
  answer read(bool head_only = false);

  /// Sends and reads.
  answer ask(std::string_view bytes);

  /// Reads exactly `n` bytes, fewer when the server ends first.
  std::string bytes(size_t n);

  /// Reads up to and with `mark`; what came when the server ends first.
  std::string until(std::string_view mark);

  /// Reads until the server closes; true when it does.
  bool ended();

private:
  bool more();

  int socket_ = -1;
  bool timed_out_ = false;
  std::string read_;
};

/// Returns a GET request for `path` with the extra lines `fields`.
std::string get(std::string_view path, std::string_view fields = {});

/// Returns a POST request with `body` and its length.
std::string post(std::string_view path, std::string_view body,
                 std::string_view fields = {});

/// A server on a free loopback port, started.
struct running {
  explicit running(edge::handler handle, edge::options how = {});

  edge::server server;
};

} // namespace auren::test

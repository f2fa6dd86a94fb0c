#pragma once

#include "tests/gateway/client.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace auren::test {

/// One WebSocket frame as it came.
struct frame {
  bool final = false;
  bool compressed = false;
  unsigned opcode = 0; ///< 0 is also what a lost connection gives.
  std::string payload;
};

/// Asks for a WebSocket; returns the head of the answer.
std::string open_websocket(client& user, std::string_view path,
                           std::string_view fields = {});

/// Returns a frame as a client sends it, masked unless `masked` is false.
std::string client_frame(unsigned opcode, std::string_view payload,
                         bool final = true, bool masked = true);

/// Reads one frame of the server.
frame read_frame(client& user);

/// Returns the code of a close frame; 0 for another frame.
unsigned frame_code(const frame& from);

} // namespace auren::test

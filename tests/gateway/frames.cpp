#include "tests/gateway/frames.hpp"

namespace auren::test {

std::string
open_websocket(client& user, std::string_view path, std::string_view fields) {
  user.send(get(path, "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                      "Sec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + std::string{fields}));
  return user.until("\r\n\r\n");
}

std::string client_frame(unsigned opcode, std::string_view payload, bool final,
                         bool masked) {
  std::string out;
  out += static_cast<char>(opcode | (final ? 0x80u : 0u));
  auto bit = masked ? 0x80u : 0u;
  if (payload.size() < 126) {
    out += static_cast<char>(bit | payload.size());
  } else {
    auto wide = payload.size() > 0xffff;
    out += static_cast<char>(bit | (wide ? 127u : 126u));
    for (int shift = wide ? 56 : 8; shift >= 0; shift -= 8)
      out += static_cast<char>(payload.size() >> shift);
  }
  if (!masked)
    return out.append(payload);
  std::string_view key = "mask";
  out += key;
  for (size_t i = 0; i < payload.size(); ++i)
    out += static_cast<char>(payload[i] ^ key[i % 4]);
  return out;
}

frame read_frame(client& user) {
  auto head = user.bytes(2);
  if (head.size() < 2)
    return {};
  auto first = static_cast<unsigned char>(head[0]);
  size_t size = static_cast<unsigned char>(head[1]) & 0x7f;
  if (auto more = size == 126 ? 2u : size == 127 ? 8u : 0u) {
    size = 0;
    for (auto c : user.bytes(more))
      size = size << 8 | static_cast<unsigned char>(c);
  }
  return {(first & 0x80) != 0, (first & 0x40) != 0, first & 0x0fu,
          user.bytes(size)};
}

unsigned frame_code(const frame& from) {
  if (from.opcode != 8 || from.payload.size() < 2)
    return 0;
  return static_cast<unsigned>(static_cast<unsigned char>(from.payload[0])) << 8
         | static_cast<unsigned char>(from.payload[1]);
}

} // namespace auren::test

#include "storage/chunks/frame.hpp"

#include "storage/seal/compression.hpp"

namespace auren::storage::chunks {

std::string pack(format of, std::string_view plain, effort how) {
  auto compressed = seal::compress(plain, static_cast<int>(how));
  std::string result{static_cast<char>(of)};
  result += static_cast<char>(compressed ? 1 : 0);
  return result += compressed ? std::string_view{*compressed} : plain;
}

std::optional<std::string> unpack(format of, std::string_view framed) {
  if (framed.size() < 2 || framed[0] != static_cast<char>(of))
    return std::nullopt;
  auto body = framed.substr(2);
  switch (framed[1]) {
    case 0: return std::string{body};
    case 1: return seal::decompress(body);
    default: return std::nullopt;
  }
}

} // namespace auren::storage::chunks

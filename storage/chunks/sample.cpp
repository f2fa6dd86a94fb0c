#include "storage/chunks/sample.hpp"

#include "messages/time.hpp"

namespace auren::storage::chunks {

uint64_t external_hash(std::string_view id) {
  if (id.empty())
    return 0;
  uint64_t hash = 0xcbf29ce484222325;
  for (char c : id) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

int64_t utc_day_of(int64_t time_ms) {
  auto day = time_ms / time::day_ms;
  return time_ms % time::day_ms < 0 ? day - 1 : day;
}

} // namespace auren::storage::chunks

#include "storage/secrets/secret.hpp"

#include <cstring>
#include <new>
#include <sodium.h>
#include <string>

namespace auren::storage::secrets {

namespace {

char* allocate(size_t size) {
  static const bool ready = sodium_init() >= 0;
  auto* bytes = ready ? static_cast<char*>(sodium_malloc(size)) : nullptr;
  if (bytes == nullptr)
    throw std::bad_alloc{};
  return bytes;
}

} // namespace

void secret::wiper::operator()(char* bytes) const {
  sodium_free(bytes);
}

secret::secret(std::string_view bytes)
  : memory_(allocate(bytes.size())), size_(bytes.size()) {
  std::memcpy(memory_.get(), bytes.data(), bytes.size());
}

secret secret::random(size_t size) {
  secret result;
  result.memory_.reset(allocate(size));
  result.size_ = size;
  randombytes_buf(result.memory_.get(), size);
  return result;
}

void wipe(std::string& bytes) {
  sodium_memzero(bytes.data(), bytes.size());
  bytes.clear();
}

} // namespace auren::storage::secrets

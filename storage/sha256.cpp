#include "storage/sha256.hpp"

#include <openssl/evp.h>

#include <new>

namespace auren::storage {

sha256::sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr
      || EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) != 1)
    throw std::bad_alloc{};
}

sha256::~sha256() {
  EVP_MD_CTX_free(context_);
}

sha256& sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(context_, bytes.data(), bytes.size());
  return *this;
}

std::string sha256::finish() {
  std::string digest(32, '\0');
  EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(digest.data()),
                     nullptr);
  // No type: the algorithm is kept, which spares the costly look-up.
  EVP_DigestInit_ex(context_, nullptr, nullptr);
  return digest;
}

std::string sha256_of(std::string_view bytes) {
  thread_local sha256 hash;
  return hash.add(bytes).finish();
}

} // namespace auren::storage

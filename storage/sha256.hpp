#pragma once

#include <string>
#include <string_view>

struct evp_md_ctx_st; // OpenSSL's, which stays out of our headers

namespace auren::storage {

/// Computes SHA-256 (FIPS 180-4) over parts, as often as wanted.
class sha256 {
public:
  sha256();
  sha256(const sha256&) = delete;
  sha256& operator=(const sha256&) = delete;
  ~sha256();

  /// Adds `bytes` to what is hashed.
  sha256& add(std::string_view bytes);

  /// Returns the 32 bytes and begins anew.
  std::string finish();

private:
  evp_md_ctx_st* context_;
};

/// Returns the SHA-256 of `bytes`, 32 bytes.
std::string sha256_of(std::string_view bytes);

} // namespace auren::storage

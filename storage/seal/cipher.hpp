#pragma once

#include "messages/errc.hpp"
#include "storage/secrets/secret.hpp"

#include <caf/expected.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace auren::storage::seal {

/// Bytes of a key of XChaCha20-Poly1305.
inline constexpr size_t key_size = 32;

/// One person's key: 32 random bytes that never leave the process unwrapped.
struct data_key {
  uint32_t id = 0; ///< Unique in a key repository, never used again.
  std::shared_ptr<const secrets::secret> bytes;
};

/// Whether text is made shorter before it is sealed. The seal says which.
enum class codec : uint8_t {
  plain = 0,
  zstd = 1, ///< Level 1, from 257 bytes on and if that makes it shorter.
};

/// Returns `plain` encrypted and authenticated together with `bound`, which
/// is not stored: only who knows the same `bound` opens it.
///
/// XChaCha20-Poly1305-IETF with a random nonce. Layout: codec (1), key id (4,
/// little-endian), nonce (24), ciphertext, tag (16).
std::string seal(const data_key& key, std::string_view plain,
                 std::string_view bound, codec wanted = codec::zstd);

/// Returns `plain` sealed as `seal` does, not compressed, with a nonce that is
/// a keyed hash of `bound` and `plain`: the same gives the same bytes, for
/// tables that can be rebuilt. That equal bytes are equal is all it shows.
std::string seal_repeatably(const data_key& key, std::string_view plain,
                            std::string_view bound);

/// Returns what `seal` was given.
/// @returns `errc::damaged` when a bit of `sealed`, `bound` or the key
/// differs.
caf::expected<std::string>
open(const data_key& key, std::string_view sealed, std::string_view bound);

/// Returns the id of the key that opens `sealed`; 0 when it is too short.
uint32_t key_id_of(std::string_view sealed);

/// A name as it may stand in a table: a number to look it up by and a sealed
/// text to show it, both functions of name and key alone.
struct sealed_name {
  int64_t id = 0;     ///< First 8 bytes of BLAKE2b of the name, keyed.
  std::string sealed; ///< `seal`'s layout; the nonce is a keyed hash as well.
};

/// Returns `name` for tables that can be rebuilt to identical bytes. Equal
/// names of one person are seen to be equal; nothing else is.
sealed_name seal_name(const data_key& key, std::string_view name);

/// Returns the name in `sealed`, which `seal_name` made.
caf::expected<std::string>
open_name(const data_key& key, std::string_view sealed);

} // namespace auren::storage::seal

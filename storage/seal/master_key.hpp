#pragma once

#include "storage/seal/cipher.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace auren::storage::seal {

/// The environment variable and the option that name the master key.
inline constexpr auto master_key_variable = "AUREN_MASTER_KEY";
inline constexpr auto master_key_option = "storage.master_key";

/// The key that wraps all data keys, and where it came from, in words.
struct master_key {
  data_key key;
  std::string origin;
};

/// Returns the master key of a data folder: from `file` if given, else from
/// the environment variable AUREN_MASTER_KEY (32 bytes as base64 or hex),
/// else from `folder`/master.key. That last one is made (0600) when
/// `may_create` and there is none.
/// @returns `errc::refused` when the text is no key, others may read the
/// file, or there is none and none may be made.
caf::expected<master_key>
load_master_key(const std::filesystem::path& folder,
                const std::optional<std::filesystem::path>& file,
                bool may_create);

} // namespace auren::storage::seal

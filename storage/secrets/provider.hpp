#pragma once

#include "messages/errc.hpp"
#include "storage/secrets/secret.hpp"

#include <caf/expected.hpp>

#include <string_view>

namespace auren::storage::secrets {

/// Where secrets come from. May block.
class provider {
public:
  virtual ~provider() = default;

  /// Returns the secret that `reference` names.
  /// @returns `errc::not_found` when there is none, `errc::refused` when it
  /// is not kept safely; the text names the reference, never the secret.
  virtual caf::expected<secret> read(std::string_view reference) const = 0;
};

/// Reads "env:NAME" and "file:/path". A file must be a regular one of at most
/// 64 KiB that nobody but its owner may read or write (0600), and its owner
/// this process's user or root; one newline at its end is dropped.
class local_provider : public provider {
public:
  caf::expected<secret> read(std::string_view reference) const override;
};

} // namespace auren::storage::secrets

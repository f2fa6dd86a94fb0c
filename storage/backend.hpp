#pragma once

#include "messages/time.hpp"
#include "storage/event_repository.hpp"
#include "storage/projection_store.hpp"
#include "storage/projections/sample_chunks.hpp"
#include "storage/seal/keyring.hpp"

#include <filesystem>
#include <optional>

namespace auren::storage {

namespace sqlite {
class folder_lock;
} // namespace sqlite

/// Where and how a node keeps what it keeps.
struct backend_options {
  std::string uri = "sqlite:"; ///< Or postgresql://…
  std::filesystem::path folder;
  std::optional<std::filesystem::path> master_key_file;
  size_t connections = 16; ///< To PostgreSQL, at most.
};

/// One store of one kind, opened: whoever uses it need not know which.
class backend {
public:
  /// Takes `options.folder` for this process and opens what the URI names;
  /// blocks.
  /// @returns `errc::storage_unavailable` when the folder is another's or the
  /// server cannot be reached, `errc::refused` when the master key is not the
  /// right one, commits would not be durable, or the URI is none.
  static caf::expected<std::shared_ptr<backend>>
  open(const backend_options& options);

  /// Opens a PostgreSQL store under the lock of `holder`, whose folder has the
  /// master key of both: for one to be carried into the other. Blocks; errors
  /// as above.
  static caf::expected<std::shared_ptr<backend>>
  open_beside(const std::shared_ptr<backend>& holder,
              const backend_options& options);

  virtual ~backend() = default;

  /// Opens the log; once.
  virtual caf::expected<std::unique_ptr<event_repository>>
  open_events(clock_us now = time::now_us) = 0;

  /// Opens the projections, without any, for one thread.
  virtual caf::expected<std::unique_ptr<projection_store>> open_projections()
    = 0;

  /// Opens the samples' chunks for reading, for one thread. The projection must
  /// have been added before.
  virtual caf::expected<std::unique_ptr<sample_chunks>> open_sample_chunks()
    = 0;

  virtual const std::shared_ptr<seal::keyring>& keys() const = 0;

  /// Returns the lock of the data folder.
  virtual const sqlite::folder_lock& lock() const = 0;
};

/// Returns whether `uri` names a store that this program knows, by its form.
bool is_backend_uri(std::string_view uri);

} // namespace auren::storage

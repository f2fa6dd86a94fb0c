#include "storage/backend.hpp"

#include "storage/postgres/database.hpp"
#include "storage/sqlite/data_folder.hpp"
#include "storage/sqlite/folder_lock.hpp"
#include "storage/sqlite/projections.hpp"

namespace auren::storage {

namespace {

using opened = caf::expected<std::shared_ptr<backend>>;

class embedded : public backend {
public:
  explicit embedded(std::shared_ptr<sqlite::data_folder> folder)
    : folder_(std::move(folder)) {}

  caf::expected<std::unique_ptr<event_repository>>
  open_events(clock_us now) override {
    return sqlite::open_events(folder_, std::move(now));
  }
  caf::expected<std::unique_ptr<projection_store>> open_projections() override {
    return sqlite::open_projections(folder_);
  }
  caf::expected<std::unique_ptr<sample_chunks>> open_sample_chunks() override {
    return sqlite::open_sample_chunks(folder_);
  }
  const std::shared_ptr<seal::keyring>& keys() const override {
    return folder_->shared_keys();
  }
  const sqlite::folder_lock& lock() const override {
    return folder_->lock();
  }

private:
  std::shared_ptr<sqlite::data_folder> folder_;
};

class server : public backend {
public:
  server(std::shared_ptr<const sqlite::folder_lock> lock,
         std::shared_ptr<postgres::database> db)
    : lock_(std::move(lock)), db_(std::move(db)) {}

  caf::expected<std::unique_ptr<event_repository>>
  open_events(clock_us now) override {
    return postgres::open_events(db_, std::move(now));
  }
  caf::expected<std::unique_ptr<projection_store>> open_projections() override {
    return postgres::open_projections(db_);
  }
  caf::expected<std::unique_ptr<sample_chunks>> open_sample_chunks() override {
    return postgres::open_sample_chunks(db_);
  }
  const std::shared_ptr<seal::keyring>& keys() const override {
    return db_->keys();
  }
  const sqlite::folder_lock& lock() const override {
    return *lock_;
  }

private:
  std::shared_ptr<const sqlite::folder_lock> lock_;
  std::shared_ptr<postgres::database> db_;
};

bool is_postgres(std::string_view uri) {
  return uri.starts_with("postgresql://") || uri.starts_with("postgres://");
}

opened open_embedded(const backend_options& options) {
  auto folder
    = sqlite::data_folder::open(options.folder, options.master_key_file);
  if (!folder)
    return folder.error();
  return std::shared_ptr<backend>{
    std::make_shared<embedded>(std::move(*folder))};
}

opened open_server(const backend_options& options,
                   std::shared_ptr<const sqlite::folder_lock> lock) {
  auto db = postgres::database::open({options.uri, options.connections,
                                      options.folder, options.master_key_file});
  if (!db)
    return db.error();
  return std::shared_ptr<backend>{
    std::make_shared<server>(std::move(lock), std::move(*db))};
}

opened open_server(const backend_options& options) {
  if (auto made = sqlite::make_data_folder(options.folder); !made)
    return made.error();
  auto lock = sqlite::folder_lock::take(options.folder);
  if (!lock)
    return lock.error();
  return open_server(options, std::move(*lock));
}

} // namespace

opened backend::open(const backend_options& options) {
  if (options.uri == "sqlite:")
    return open_embedded(options);
  if (is_postgres(options.uri))
    return open_server(options);
  return caf::make_error(errc::refused,
                         "storage.uri is \"sqlite:\" or postgresql://…");
}

opened backend::open_beside(const std::shared_ptr<backend>& holder,
                            const backend_options& options) {
  return open_server(options, {holder, &holder->lock()});
}

bool is_backend_uri(std::string_view uri) {
  return uri == "sqlite:" || is_postgres(uri);
}

} // namespace auren::storage

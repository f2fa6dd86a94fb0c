#include "storage/sqlite/data_folder.hpp"

#include "storage/sqlite/failure.hpp"
#include "storage/sqlite/key_store.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>

namespace auren::storage::sqlite {

namespace {

bool is_there(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

caf::expected<std::shared_ptr<seal::keyring>>
open_keyring(const std::filesystem::path& path,
             const std::optional<std::filesystem::path>& master_key_file) {
  bool sealed = is_there(path / "keys.db");
  if (!sealed && is_there(path / "events.db"))
    return caf::make_error(
      errc::refused, fmt::format("{} is missing, and without it nothing in "
                                 "events.db can be read; restore both",
                                 (path / "keys.db").string()));
  auto master = seal::load_master_key(path, master_key_file, !sealed);
  if (!master)
    return master.error();
  return guarded([&] {
    auto keys = std::make_unique<key_store>(path / "keys.db");
    return value_of(seal::keyring::open(std::move(keys), std::move(*master)));
  });
}

} // namespace

caf::expected<void> make_data_folder(const std::filesystem::path& path) {
  std::error_code problem;
  bool made = std::filesystem::create_directories(path, problem);
  if (made)
    ::chmod(path.c_str(), 0700);
  if (!problem)
    return caf::unit;
  return caf::make_error(
    errc::storage_unavailable,
    fmt::format("{} cannot be made: {}", path.string(), problem.message()));
}

caf::expected<std::shared_ptr<data_folder>>
data_folder::open(const std::filesystem::path& path,
                  const std::optional<std::filesystem::path>& master_key_file) {
  if (auto made = make_data_folder(path); !made)
    return made.error();
  auto lock = folder_lock::take(path);
  if (!lock)
    return lock.error();
  auto keys = open_keyring(path, master_key_file);
  if (!keys)
    return keys.error();
  std::shared_ptr<data_folder> folder{new data_folder};
  folder->path_ = path;
  folder->lock_ = std::move(*lock);
  folder->keys_ = std::move(*keys);
  return folder;
}

} // namespace auren::storage::sqlite

#include "storage/seal/keyring.hpp"

#include "storage/bytes.hpp"

#include <fmt/format.h>

namespace auren::storage::seal {

namespace {

constexpr size_t most_cached = 1024; // 8 KiB each, for the guard pages
constexpr std::string_view probe_text = "auren master key";

std::string bound_to(const person_id& who, uint32_t id) {
  return byte_writer{}
    .text("auren.key")
    .text(who.tenant)
    .text(who.person)
    .number(id)
    .take();
}

} // namespace

keyring::keyring(std::unique_ptr<key_repository> repository, master_key master)
  : repository_(std::move(repository)), master_(std::move(master)) {}

caf::expected<std::shared_ptr<keyring>>
keyring::open(std::unique_ptr<key_repository> repository, master_key master) {
  std::shared_ptr<keyring> ring{
    new keyring(std::move(repository), std::move(master))};
  if (auto proven = ring->prove_master(); !proven)
    return proven.error();
  return ring;
}

caf::expected<void> keyring::prove_master() {
  auto stored = repository_->probe();
  if (!stored)
    return stored.error();
  if (!*stored)
    return repository_->set_probe(seal(master_.key, probe_text, probe_text));
  if (seal::open(master_.key, **stored, probe_text))
    return caf::unit;
  return caf::make_error(
    errc::refused,
    fmt::format("the master key from {} is not the one that this data folder "
                "was sealed with; give the right one in {} or {}",
                master_.origin, master_key_variable, master_key_option));
}

caf::expected<data_key> keyring::sealing_key(const person_id& who) {
  std::lock_guard guard{mutex_};
  auto known = find(who);
  if (!known)
    return known.error();
  return *known ? caf::expected<data_key>{**known} : create(who);
}

caf::expected<data_key>
keyring::opening_key(const person_id& who, uint32_t id) {
  std::lock_guard guard{mutex_};
  auto known = find(who);
  if (!known)
    return known.error();
  if (!*known || (*known)->id != id)
    return caf::make_error(errc::damaged, "there is no such data key");
  return **known;
}

caf::expected<data_key> keyring::existing_key(const person_id& who) {
  std::lock_guard guard{mutex_};
  auto known = find(who);
  if (!known)
    return known.error();
  if (!*known)
    return caf::make_error(errc::not_found, "there is no such data key");
  return **known;
}

caf::expected<void> keyring::erase(const person_id& who) {
  std::lock_guard guard{mutex_};
  cache_.erase(who);
  return repository_->erase(who);
}

caf::expected<std::vector<person_id>> keyring::erased() {
  std::lock_guard guard{mutex_};
  return repository_->erased();
}

caf::expected<std::optional<data_key>> keyring::find(const person_id& who) {
  if (auto cached = cache_.find(who); cached != cache_.end())
    return std::optional{cached->second};
  auto stored = repository_->find(who);
  if (!stored)
    return stored.error();
  if (!*stored)
    return std::optional<data_key>{};
  if ((*stored)->erased)
    return caf::make_error(errc::erased);
  auto id = (*stored)->id;
  auto plain = seal::open(master_.key, (*stored)->bytes, bound_to(who, id));
  if (!plain || plain->size() != key_size)
    return caf::make_error(errc::damaged, "a wrapped data key is damaged");
  data_key key{id, std::make_shared<const secrets::secret>(*plain)};
  secrets::wipe(*plain);
  return std::optional{remember(who, std::move(key))};
}

caf::expected<data_key> keyring::create(const person_id& who) {
  auto bytes = std::make_shared<const secrets::secret>(
    secrets::secret::random(key_size));
  auto stored = repository_->add(who, [&](uint32_t id) {
    return seal(master_.key, bytes->view(), bound_to(who, id));
  });
  if (!stored)
    return stored.error();
  return remember(who, {stored->id, std::move(bytes)});
}

data_key keyring::remember(const person_id& who, data_key key) {
  if (cache_.size() >= most_cached)
    cache_.clear();
  return cache_.insert_or_assign(who, std::move(key)).first->second;
}

} // namespace auren::storage::seal

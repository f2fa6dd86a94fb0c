#include "storage/seal/keyring.hpp"

#include "storage/bytes.hpp"

#include <fmt/format.h>

namespace auren::storage::seal {

namespace {

constexpr size_t most_cached = 1024; // 8 KiB each, for the guard pages
constexpr std::string_view probe_text = "auren master key";
const std::string thing_label = "auren.thing/";

std::string bound_to(const person_id& who, uint32_t id) {
  return byte_writer{}
    .text("auren.key")
    .text(who.tenant)
    .text(who.person)
    .number(id)
    .take();
}

} // namespace

keyring::keyring(std::unique_ptr<key_repository> repository, master_key master,
                 std::function<clock::time_point()> now)
  : repository_(std::move(repository)), master_(std::move(master)),
    now_(std::move(now)) {}

caf::expected<std::shared_ptr<keyring>>
keyring::open(std::unique_ptr<key_repository> repository, master_key master,
              std::function<clock::time_point()> now) {
  std::shared_ptr<keyring> ring{
    new keyring(std::move(repository), std::move(master), std::move(now))};
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
  if (*known && id >= first_thing_id) {
    auto stored = repository_->find_thing(who, id);
    if (!stored)
      return stored.error();
    if (*stored)
      return unwrap(who, **known, **stored);
  }
  if (!*known || (*known)->id != id)
    return caf::make_error(errc::damaged, "there is no such data key");
  return **known;
}

caf::expected<data_key>
keyring::key_of_thing(const person_id& who, const thing& what) {
  auto person = sealing_key(who);
  if (!person)
    return person.error();
  std::lock_guard guard{mutex_};
  auto label = seal_name(*person, thing_label + what.id).id;
  auto known = repository_->find_labelled(who, label);
  if (!known)
    return known.error();
  if (*known)
    return unwrap(who, *person, **known);
  auto root = root_of(who, *person, what.instead_of);
  if (!root)
    return root.error();
  auto bytes = std::make_shared<const secrets::secret>(
    secrets::secret::random(key_size));
  auto added = repository_->add_thing(who, label, *root, [&](uint32_t id) {
    return seal(*person, bytes->view(), bound_to(who, id));
  });
  if (!added)
    return added.error();
  return data_key{added->id, std::move(bytes)};
}

caf::expected<int64_t>
keyring::root_of(const person_id& who, const data_key& by,
                 const std::string& id) {
  if (id.empty())
    return int64_t{0};
  auto known
    = repository_->find_labelled(who, seal_name(by, thing_label + id).id);
  if (!known)
    return known.error();
  return *known ? (*known)->root : int64_t{0};
}

caf::expected<data_key>
keyring::unwrap(const person_id& who, const data_key& by,
                const thing_key& key) {
  if (key.wrapped.empty())
    return caf::make_error(errc::erased);
  auto plain = seal::open(by, key.wrapped, bound_to(who, key.id));
  if (!plain || plain->size() != key_size)
    return caf::make_error(errc::damaged, "a wrapped key is damaged");
  data_key result{key.id, std::make_shared<const secrets::secret>(*plain)};
  secrets::wipe(*plain);
  return result;
}

caf::expected<void>
keyring::condemn(const person_id& who, const std::string& id,
                 const std::string& event_id) {
  std::lock_guard guard{mutex_};
  auto person = find(who);
  if (!person || !*person) // nobody, or gone as a whole
    return caf::unit;
  auto root = root_of(who, **person, id);
  if (!root)
    return root.error();
  return *root == 0 ? caf::expected<void>{caf::unit}
                    : repository_->condemn(who, *root, event_id);
}

caf::expected<void>
keyring::destroy_condemned(const person_id& who, const std::string& event_id) {
  {
    std::lock_guard guard{mutex_};
    auto settled = repository_->settle(who, event_id, true);
    if (!settled)
      return settled;
  }
  auto clean = scrub(std::chrono::milliseconds{200});
  return clean ? caf::expected<void>{caf::unit} : clean.error();
}

caf::expected<void>
keyring::spare_condemned(const person_id& who, const std::string& event_id) {
  std::lock_guard guard{mutex_};
  return repository_->settle(who, event_id, false);
}

caf::expected<std::vector<condemned_thing>> keyring::condemned() {
  std::lock_guard guard{mutex_};
  return repository_->condemned();
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

const keyring::cached_key* keyring::fresh(const person_id& who) const {
  auto cached = cache_.find(who);
  if (cached == cache_.end())
    return nullptr;
  auto lease = repository_->lease();
  bool valid = lease == std::chrono::seconds::max()
               || now_() - cached->second.asked < lease;
  return valid ? &cached->second : nullptr;
}

caf::expected<std::optional<data_key>> keyring::find(const person_id& who) {
  if (auto* cached = fresh(who))
    return std::optional{cached->key};
  auto stored = repository_->find(who);
  if (!stored)
    return stored.error();
  if (!*stored)
    return std::optional<data_key>{};
  if ((*stored)->erased) {
    cache_.erase(who);
    return caf::make_error(errc::erased);
  }
  auto key = unwrap(who, **stored);
  if (!key)
    return key.error();
  return std::optional{remember(who, std::move(*key))};
}

caf::expected<data_key>
keyring::unwrap(const person_id& who, const wrapped_key& key) {
  auto plain = seal::open(master_.key, key.bytes, bound_to(who, key.id));
  if (!plain || plain->size() != key_size)
    return caf::make_error(errc::damaged, "a wrapped data key is damaged");
  data_key result{key.id, std::make_shared<const secrets::secret>(*plain)};
  secrets::wipe(*plain);
  return result;
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
  return cache_.insert_or_assign(who, cached_key{std::move(key), now_()})
    .first->second.key;
}

} // namespace auren::storage::seal

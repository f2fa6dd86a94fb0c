#include "storage/mirror/mirror.hpp"

#include "messages/ids.hpp"
#include "storage/sha256.hpp"

namespace auren::storage::mirror {

namespace {

/// Ten days more than working memory keeps samples.
constexpr std::chrono::seconds lives = std::chrono::days{40};

/// Larger ones are made again from the log.
constexpr size_t largest = 64u << 20;

std::string bound_of(const person_id& who, std::string_view actor) {
  std::string result = "mirror";
  for (auto part :
       {std::string_view{who.tenant}, std::string_view{who.person}, actor}) {
    result += '\0';
    result += part;
  }
  return result;
}

/// Whose it is can be guessed by who knows the names, but is not written.
std::string key_of(const person_id& who, std::string_view actor) {
  return "auren:" + ids::hex(sha256_of(bound_of(who, actor)));
}

} // namespace

bool state_mirror::put(const events::Snapshot& state) {
  person_id who{state.tenant(), state.person()};
  auto key = keys_->sealing_key(who);
  auto plain = state.SerializeAsString();
  if (!key || plain.size() > largest)
    return false;
  return server_.set(key_of(who, state.actor()),
                     seal::seal(*key, plain, bound_of(who, state.actor())),
                     lives);
}

std::optional<events::Snapshot>
state_mirror::get(const person_id& who, std::string_view actor) {
  auto key = keys_->existing_key(who);
  auto sealed = key ? server_.get(key_of(who, actor)) : std::nullopt;
  if (!sealed)
    return std::nullopt;
  auto plain = seal::open(*key, *sealed, bound_of(who, actor));
  events::Snapshot result;
  if (!plain || !result.ParseFromString(*plain))
    return std::nullopt;
  return result;
}

bool state_mirror::erase(const person_id& who, std::string_view actor) {
  return server_.remove(key_of(who, actor));
}

} // namespace auren::storage::mirror

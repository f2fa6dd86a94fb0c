#include "storage/forgettable.hpp"

#include "messages/memory.pb.h"
#include "storage/failure.hpp"

namespace auren::storage {

namespace {

constexpr auto forgotten_type = "memory.forgotten";

std::string forgotten_in(const events::Event& event) {
  memory::MemoryForgotten fact;
  if (event.type() != forgotten_type || !fact.ParseFromString(event.payload()))
    return {};
  return fact.memory_id();
}

/// Whether the log of `who` has the event.
bool recorded(event_reader& log, const person_id& who,
              const std::string& event_id) {
  events::ReadLog question;
  question.mutable_context()->set_tenant(who.tenant);
  question.mutable_context()->set_person(who.person);
  question.set_type(forgotten_type);
  for (;;) {
    auto page = value_of(log.read_log(question));
    if (page.events().empty())
      return false;
    for (auto& event : page.events())
      if (event.event_id() == event_id)
        return true;
    question.set_after(page.events().rbegin()->position());
  }
}

} // namespace

std::optional<seal::thing> forgettable_in(const events::Event& event) {
  seal::thing found;
  if (event.type() == "memory.stored") {
    memory::MemoryStored fact;
    if (fact.ParseFromString(event.payload()))
      found.id = fact.memory().memory_id();
  } else if (event.type() == "memory.revised") {
    memory::MemoryRevised fact;
    if (fact.ParseFromString(event.payload())) {
      found.id = fact.memory().memory_id();
      found.instead_of = fact.memory_id();
    }
  }
  if (found.id.empty())
    return std::nullopt;
  return found;
}

caf::expected<seal::data_key>
key_for(const events::Event& event, const person_id& who, seal::keyring& keys,
        const seal::data_key& otherwise) {
  auto what = forgettable_in(event);
  return what ? keys.key_of_thing(who, *what)
              : caf::expected<seal::data_key>{otherwise};
}

caf::expected<seal::data_key>
reply_key_for(const events::Append& command, const person_id& who,
              seal::keyring& keys, const seal::data_key& otherwise) {
  for (const auto& event : command.events())
    if (forgettable_in(event))
      return key_for(event, who, keys, otherwise);
  return otherwise;
}

forgetting::forgetting(seal::keyring& keys,
                       std::span<const events::Append* const> commands)
  : keys_(keys) {
  for (size_t i = 0; i < commands.size(); ++i)
    for (const auto& event : commands[i]->events())
      if (auto id = forgotten_in(event); !id.empty())
        orders_.push_back(
          {i,
           {commands[i]->context().tenant(), commands[i]->context().person()},
           std::move(id),
           event.event_id()});
}

void forgetting::condemn() {
  for (const auto& one : orders_)
    value_of(keys_.condemn(one.who, one.memory_id, one.event_id));
}

void forgetting::settle(
  std::span<const caf::expected<events::Appended>> results) {
  for (const auto& one : orders_) {
    const auto& result = results[one.command];
    // Should this fail: the event is there, and the next start finishes it.
    if (result)
      static_cast<void>(keys_.destroy_condemned(one.who, one.event_id));
    else if (result.error() != errc::storage_unavailable)
      static_cast<void>(keys_.spare_condemned(one.who, one.event_id));
  }
}

caf::expected<void> resume_forgetting(seal::keyring& keys, event_reader& log) {
  return guarded([&] {
    for (const auto& one : value_of(keys.condemned()))
      value_of(recorded(log, one.who, one.event_id)
                 ? keys.destroy_condemned(one.who, one.event_id)
                 : keys.spare_condemned(one.who, one.event_id));
  });
}

} // namespace auren::storage

#include "storage/postgres/append_plan.hpp"

#include "storage/append_rules.hpp"
#include "storage/sha256.hpp"

namespace auren::storage::postgres {

namespace {

/// Decides one batch; each command sees what those before it will have done.
class decider {
public:
  decider(writer_people& people, const known_facts& known, seal::keyring& keys)
    : people_(people), known_(known), keys_(keys) {}

  caf::expected<events::Appended> decide(const events::Append& command) {
    auto found
      = people_.find({command.context().tenant(), command.context().person()});
    auto& [who, person] = *found;
    if (person.erased)
      return caf::make_error(errc::erased);
    if (auto refused = validate(command))
      return refused;
    if (const auto* request = find_request(person, command.request()))
      return replay(*request, command.request(), who, person);
    auto fresh = new_events(person, command);
    if (auto refused = check_version(person, command, fresh))
      return refused;
    return accept(command, who, person, fresh);
  }

  append_plan plan;

private:
  using events_of = std::vector<const events::Event*>;

  const known_request* find_request(const writer_person& person,
                                    const events::RequestRecord& request) {
    if (request.key().empty())
      return nullptr;
    auto found = known_.requests.find({person.id, sha256_of(request.key())});
    return found == known_.requests.end() ? nullptr : &found->second;
  }

  caf::expected<events::Appended>
  replay(const known_request& known, const events::RequestRecord& request,
         const person_id& who, const writer_person& person) {
    auto key_hash = sha256_of(request.key());
    request_row row{person.id,      key_hash,      known.body_hash,
                    known.position, known.version, known.sealed};
    return answer_again(row, request, who, keys_);
  }

  events_of
  new_events(const writer_person& person, const events::Append& command) {
    events_of fresh;
    std::set<std::string_view> seen;
    for (const auto& event : command.events())
      if (seen.insert(event.event_id()).second && !is_known(person, event))
        fresh.push_back(&event);
    return fresh;
  }

  bool is_known(const writer_person& person, const events::Event& event) const {
    const auto& id = event.event_id();
    if (planned_.contains({&person, id}))
      return true;
    return id <= person.newest_id && known_.events.contains({person.id, id});
  }

  static caf::error
  check_version(const writer_person& person, const events::Append& command,
                const events_of& fresh) {
    if (!command.has_expected_version() || fresh.empty())
      return caf::none;
    auto version = version_of(person, command.events(0).stream());
    if (version == command.expected_version())
      return caf::none;
    return caf::make_error(errc::version_conflict, "the stream is at version "
                                                     + std::to_string(version));
  }

  static uint64_t
  version_of(const writer_person& person, const std::string& stream) {
    auto found = person.streams.find(stream);
    return found == person.streams.end() ? 0 : found->second.version;
  }

  caf::expected<events::Appended>
  accept(const events::Append& command, const person_id& who,
         writer_person& person, const events_of& fresh) {
    for (const auto* event : fresh) {
      auto& stream = person.streams[event->stream()];
      plan.events.push_back({event, &who, &person, &stream, ++stream.version});
      planned_.insert({&person, event->event_id()});
    }
    bool keeps_reply = !command.request().key().empty();
    if (!fresh.empty() || keeps_reply)
      plan.commands.push_back({plan.results.size(), &who, &person,
                               plan.events.size(), !fresh.empty(),
                               keeps_reply});
    events::Appended outcome;
    auto size = command.events_size();
    if (size > 0)
      outcome.set_version(
        version_of(person, command.events(size - 1).stream()));
    outcome.set_duplicates(static_cast<uint32_t>(size)
                           - static_cast<uint32_t>(fresh.size()));
    return outcome;
  }

  writer_people& people_;
  const known_facts& known_;
  seal::keyring& keys_;
  std::set<std::pair<const writer_person*, std::string_view>> planned_;
};

} // namespace

append_plan
decide(std::span<const events::Append* const> commands, writer_people& people,
       const known_facts& known, seal::keyring& keys) {
  decider all{people, known, keys};
  for (const auto* command : commands)
    all.plan.results.push_back(all.decide(*command));
  return std::move(all.plan);
}

} // namespace auren::storage::postgres

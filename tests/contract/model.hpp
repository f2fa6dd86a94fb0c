#pragma once

#include "messages/event_types.hpp"
#include "tests/contract/support.hpp"

#include <map>
#include <set>
#include <tuple>

namespace auren::test {

/// What an event repository has to answer, in the simplest words.
class model {
public:
  caf::expected<events::Appended> append(const events::Append& command) {
    storage::person_id who{command.context().tenant(),
                           command.context().person()};
    if (erased_.count(who) > 0)
      return errc::erased;
    for (const auto& one : command.events())
      if (events::find_event_type(one.type()) == nullptr)
        return errc::invalid_message;
    auto key = std::pair{who, command.request().key()};
    if (auto known = requests_.find(key); known != requests_.end())
      return known->second.first == command.request().body_hash()
               ? known->second.second
               : caf::expected<events::Appended>{errc::idempotency_mismatch};
    auto fresh = fresh_of(who, command);
    if (command.has_expected_version() && !fresh.empty()
        && version(who, command.events(0).stream())
             != command.expected_version())
      return errc::version_conflict;
    auto outcome = write(who, command, fresh);
    if (!command.request().key().empty())
      requests_[key] = {command.request().body_hash(),
                        replay_of(outcome, command.request().reply())};
    return outcome;
  }

  void erase(const storage::person_id& who) {
    erased_.insert(who);
    for (auto& one : log_)
      if (one.person() == who.person)
        one.clear_payload();
  }

  uint64_t version(const storage::person_id& who, const std::string& stream) {
    return versions_[{who, stream}];
  }

  const std::vector<events::Event>& log() const {
    return log_;
  }

private:
  std::vector<events::Event>
  fresh_of(const storage::person_id& who, const events::Append& command) {
    std::vector<events::Event> fresh;
    for (const auto& one : command.events())
      if (ids_.insert({who, one.event_id()}).second)
        fresh.push_back(one);
    for (const auto& one : fresh)
      ids_.erase({who, one.event_id()});
    return fresh;
  }

  events::Appended
  write(const storage::person_id& who, const events::Append& command,
        std::vector<events::Event> fresh) {
    events::Appended outcome;
    for (auto& one : fresh) {
      ids_.insert({who, one.event_id()});
      one.set_person(who.person);
      one.set_version(++versions_[{who, one.stream()}]);
      log_.push_back(one);
      outcome.set_position(log_.size());
    }
    auto size = command.events_size();
    if (size > 0)
      outcome.set_version(version(who, command.events(size - 1).stream()));
    outcome.set_duplicates(static_cast<uint32_t>(size)
                           - static_cast<uint32_t>(fresh.size()));
    return outcome;
  }

  static events::Appended
  replay_of(const events::Appended& outcome, const std::string& reply) {
    events::Appended again;
    again.set_position(outcome.position());
    again.set_version(outcome.version());
    again.set_replayed(true);
    again.set_reply(reply);
    return again;
  }

  using owner = storage::person_id;
  std::vector<events::Event> log_;
  std::set<owner> erased_;
  std::set<std::pair<owner, std::string>> ids_;
  std::map<std::pair<owner, std::string>, uint64_t> versions_;
  std::map<std::pair<owner, std::string>,
           std::pair<std::string, events::Appended>>
    requests_;
};

} // namespace auren::test

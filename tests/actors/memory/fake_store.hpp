#pragma once

#include "actors/interfaces.hpp"
#include "messages/errc.hpp"
#include "storage/event_repository.hpp"
#include "tests/actors/memory/keeper.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace auren::test {

/// The record of one person as vectors, and what went in and out.
struct memory_store {
  std::vector<events::Event> log;
  std::map<std::string, events::Snapshot> snapshots;
  std::map<std::string, events::RequestRecord> requests;
  std::vector<events::ReadStream> reads;
  events::Appended last;
  /// What reading a stream answers instead.
  std::function<std::optional<errc>(const events::ReadStream&)> read_fault;
  std::optional<errc> broken; ///< What every call answers.
  /// What an append answers instead: asked before it is written, and after.
  std::function<std::optional<errc>(const events::Append&, bool written)> fault;

  events::Event& add(events::Event event) {
    uint64_t version = 1;
    for (auto& x : log)
      version += x.stream() == event.stream();
    event.set_version(version);
    event.set_position(log.size() + 1);
    return log.emplace_back(std::move(event));
  }

  uint64_t version_of(const std::string& stream) const {
    return static_cast<uint64_t>(
      std::ranges::count(log, stream, [](auto& x) { return x.stream(); }));
  }

  bool knows(const events::Event& event) const {
    return !event.event_id().empty() && std::ranges::any_of(log, [&](auto& x) {
      return x.event_id() == event.event_id();
    });
  }

  caf::expected<events::Appended> append(const events::Append& command) {
    if (broken)
      return caf::make_error(*broken);
    for (bool written : {false, true}) {
      if (auto why = fault ? fault(command, written) : std::nullopt)
        return caf::make_error(*why);
      if (written)
        break;
      auto done = write(command);
      if (!done || !fault)
        return done;
      last = *done;
    }
    return last;
  }

  caf::expected<events::Appended> write(const events::Append& command) {
    if (command.has_expected_version()
        && version_of(command.events(0).stream()) != command.expected_version())
      return caf::make_error(errc::version_conflict);
    events::Appended result;
    auto& key = command.request().key();
    if (auto known = requests.find(key); known != requests.end()) {
      if (known->second.body_hash() != command.request().body_hash())
        return caf::make_error(errc::idempotency_mismatch);
      result.set_replayed(true);
      result.set_reply(known->second.reply());
      return result;
    }
    for (auto& event : command.events()) {
      if (knows(event)) {
        result.set_duplicates(result.duplicates() + 1);
        continue;
      }
      auto& added = add(event);
      result.set_position(added.position());
      result.set_version(added.version());
    }
    if (!key.empty())
      requests[key] = command.request();
    return result;
  }

  caf::expected<events::Events> read(const events::ReadStream& question) {
    reads.push_back(question);
    if (broken)
      return caf::make_error(*broken);
    if (auto why = read_fault ? read_fault(question) : std::nullopt)
      return caf::make_error(*why);
    events::Events result;
    auto limit = question.limit() == 0 ? 1000 : question.limit();
    for (auto& event : log)
      if (event.stream() == question.stream()
          && event.version() > question.after_version()
          && result.events_size() < static_cast<int>(limit))
        *result.add_events() = event;
    result.set_head(log.size());
    return result;
  }

  caf::expected<events::Events> read(const events::ReadLog& question) {
    if (broken)
      return caf::make_error(*broken);
    events::Events result;
    auto limit = question.limit() == 0 ? 1000 : question.limit();
    for (auto& event : log)
      if (event.position() > question.after()
          && (question.type().empty() || question.type() == event.type())
          && event.person() == question.context().person()
          && result.events_size() < static_cast<int>(limit))
        *result.add_events() = event;
    result.set_head(log.size());
    return result;
  }
};

using store_ptr = std::shared_ptr<memory_store>;

inline events::event_log_actor::behavior_type
fake_event_log(events::event_log_actor::pointer, store_ptr store) {
  return {
    [store](const events::Append& command) { return store->append(command); },
    [store](const events::SaveSnapshot& command)
      -> caf::result<events::SnapshotSaved> {
      if (store->broken)
        return caf::make_error(*store->broken);
      store->snapshots[command.snapshot().actor()] = command.snapshot();
      return events::SnapshotSaved{};
    },
    [store](const events::Head&) {
      events::Committed head;
      head.set_head(store->log.size());
      return head;
    },
  };
}

inline events::reader_actor::behavior_type
fake_reader(events::reader_actor::pointer, store_ptr store) {
  return {
    [store](const events::ReadLog& question) { return store->read(question); },
    [store](const events::ReadStream& question) {
      return store->read(question);
    },
    [store](
      const events::LoadSnapshot& question) -> caf::result<events::Snapshot> {
      auto found = store->snapshots.find(question.actor());
      if (found == store->snapshots.end())
        return caf::make_error(errc::not_found);
      return found->second;
    },
  };
}

/// The blocking interface of the store, over the same vectors.
struct fake_event_reader : storage::event_reader {
  explicit fake_event_reader(store_ptr shared) : store(std::move(shared)) {
    // nop
  }

  caf::expected<events::Events>
  read_log(const events::ReadLog& question) override {
    ++calls;
    return store->read(question);
  }
  caf::expected<events::Events>
  read_stream(const events::ReadStream& question) override {
    return store->read(question);
  }
  caf::expected<uint64_t> head() override {
    return store->log.size();
  }
  caf::expected<uint64_t>
  stream_version(const storage::person_id&, std::string_view) override {
    return caf::make_error(errc::internal);
  }
  caf::expected<std::vector<storage::person_entry>> people() override {
    return caf::make_error(errc::internal);
  }
  caf::expected<std::optional<events::Snapshot>>
  load_snapshot(const events::LoadSnapshot&) override {
    return caf::make_error(errc::internal);
  }
  caf::expected<std::vector<storage::kept_request>>
  requests(const storage::person_id&, std::string_view) override {
    return caf::make_error(errc::internal);
  }
  caf::expected<storage::verification> verify() override {
    return caf::make_error(errc::internal);
  }

  store_ptr store;
  size_t calls = 0;
};

inline Context ada() {
  Context result;
  result.set_tenant("home");
  result.set_person("ada");
  return result;
}

/// A person's store with its actors.
struct memory_fixture : keeper {
  store_ptr store = std::make_shared<memory_store>();
  events::event_log_actor log = own(system.spawn(fake_event_log, store));
  events::reader_actor reader = own(system.spawn(fake_reader, store));

  /// Asks on behalf of Ada.
  template <class Reply, class Handle, class Question>
  caf::expected<Reply> ask_as_ada(const Handle& actor, Question question) {
    *question.mutable_context() = ada();
    return ask<Reply>(actor, std::move(question));
  }
};

} // namespace auren::test

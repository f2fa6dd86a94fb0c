#include "storage/sqlite/event_store.hpp"

#include "storage/forgettable.hpp"
#include "storage/sealed_rows.hpp"
#include "storage/sqlite/event_schema.hpp"
#include "storage/sqlite/requests.hpp"
#include "storage/sqlite/snapshots.hpp"

namespace auren::storage::sqlite {

event_store::event_store(std::shared_ptr<data_folder> folder, clock_us now,
                         seal::codec payloads)
  : folder_(std::move(folder)), db_(open_writer(*folder_)),
    checkpointer_(db_, folder_->path() / "events.db"),
    appender_(db_, folder_->keys(), std::move(now), payloads), reads_(folder_) {
  agree_on_erased();
}

connection event_store::open_writer(const data_folder& folder) {
  connection db{folder.path() / "events.db", profile::durable};
  require_durable(db);
  migrate_events(db);
  return db;
}

std::vector<caf::expected<events::Appended>>
event_store::append_batch(std::span<const events::Append* const> commands) {
  std::vector<caf::expected<events::Appended>> results;
  results.reserve(commands.size());
  forgetting gone{folder_->keys(), commands};
  auto done = guarded([&] {
    try {
      appender_.index().trim();
      gone.condemn();
      transaction change{db_};
      for (const auto* command : commands)
        results.push_back(appender_.append(*command));
      appender_.finish();
      change.commit();
      gone.settle(results);
    } catch (...) {
      // Undone, or of unknown outcome: either way the same ids may come again.
      appender_.forget();
      throw;
    }
  });
  if (done)
    return results;
  caf::expected<events::Appended> failed{done.error()};
  return std::vector(commands.size(), failed);
}

caf::expected<void>
event_store::save_snapshot(const events::SaveSnapshot& command) {
  return guarded([&] {
    person_id who{command.context().tenant(), command.context().person()};
    auto& person = appender_.index().person(who).second;
    if (person.erased)
      throw refusal{caf::make_error(errc::erased)};
    if (person.id == 0)
      throw refusal{caf::make_error(errc::not_found, "nobody to snapshot")};
    put_snapshot(db_, folder_->keys(), who, person.id, command.snapshot());
  });
}

caf::expected<void>
event_store::keep_requests(const person_id& who,
                           std::span<const kept_request> requests) {
  return guarded([&] {
    auto& person = appender_.index().person(who).second;
    if (person.erased)
      throw refusal{caf::make_error(errc::erased)};
    if (person.id == 0)
      throw refusal{caf::make_error(errc::not_found, "nobody of that name")};
    auto key = value_of(folder_->keys().sealing_key(who));
    transaction change{db_};
    for (const auto& one : requests)
      put_request(db_, key, who, person.id, one);
    change.commit();
  });
}

caf::expected<void> event_store::erase_person(const person_id& who) {
  // The key first: what follows only tidies up, and is done again at the
  // next start when this is interrupted.
  if (auto erased = folder_->keys().erase(who); !erased)
    return erased;
  return guarded([&] { mark_erased(who); });
}

void event_store::mark_erased(const person_id& who) {
  auto mark = erased_mark(who);
  appender_.forget();
  transaction change{db_};
  db_
    .prepared(
      "INSERT INTO people (tenant, person, erased) VALUES (?, ?, ?)"
      " ON CONFLICT (tenant, person) DO UPDATE SET erased = excluded.erased")
    .run(who.tenant, who.person, blob{mark});
  db_
    .prepared("DELETE FROM snapshots WHERE person ="
              " (SELECT id FROM people WHERE tenant = ? AND person = ?)")
    .run(who.tenant, who.person);
  change.commit();
}

/// A crash between the two files, or a backup of one of them, must not bring
/// anybody back.
void event_store::agree_on_erased() {
  for (const auto& who : value_of(folder_->keys().erased()))
    mark_erased(who);
  for (const auto& entry : value_of(reads_.people()))
    if (entry.erased)
      value_of(folder_->keys().erase(entry.id));
  value_of(resume_forgetting(folder_->keys(), reads_));
}

caf::expected<std::unique_ptr<event_reader>> event_store::open_reader() {
  return guarded([this]() -> std::unique_ptr<event_reader> {
    return std::make_unique<reader>(folder_);
  });
}

caf::expected<events::Events>
event_store::read_log(const events::ReadLog& question) {
  return reads_.read_log(question);
}

caf::expected<events::Events>
event_store::read_stream(const events::ReadStream& question) {
  return reads_.read_stream(question);
}

caf::expected<uint64_t> event_store::head() {
  return reads_.head();
}

caf::expected<uint64_t>
event_store::stream_version(const person_id& who, std::string_view stream) {
  return reads_.stream_version(who, stream);
}

caf::expected<std::vector<person_entry>> event_store::people() {
  return reads_.people();
}

caf::expected<std::optional<events::Snapshot>>
event_store::load_snapshot(const events::LoadSnapshot& question) {
  return reads_.load_snapshot(question);
}

caf::expected<std::vector<kept_request>>
event_store::requests(const person_id& who, std::string_view key_hash) {
  return reads_.requests(who, key_hash);
}

caf::expected<verification> event_store::verify() {
  return reads_.verify();
}

caf::expected<std::unique_ptr<event_repository>>
open_events(std::shared_ptr<data_folder> folder, clock_us now,
            seal::codec payloads) {
  return guarded([&]() -> std::unique_ptr<event_repository> {
    return std::make_unique<event_store>(std::move(folder), std::move(now),
                                         payloads);
  });
}

} // namespace auren::storage::sqlite

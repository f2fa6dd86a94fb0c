#include "storage/sqlite/projection_runner.hpp"

#include "storage/sqlite/folding.hpp"
#include "storage/sqlite/migrations.hpp"

#include <fmt/format.h>

namespace auren::storage::sqlite {

namespace {

constexpr uint32_t most_tries = 3;

constexpr migration steps[] = {
  {1, "projections",
   "CREATE TABLE checkpoints (name TEXT PRIMARY KEY,"
   " schema INTEGER NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;"
   "CREATE TABLE parked (projection TEXT NOT NULL,"
   " position INTEGER NOT NULL, tries INTEGER NOT NULL,"
   " error TEXT NOT NULL, PRIMARY KEY (projection, position))"
   " WITHOUT ROWID;"},
};

} // namespace

projection_runner::projection_runner(std::shared_ptr<data_folder> folder)
  : folder_(std::move(folder)),
    db_(folder_->path() / "projections.db", profile::rebuildable),
    tables_(db_) {
  migrate(db_, steps);
}

caf::expected<void> projection_runner::add(std::unique_ptr<projection> added) {
  return guarded([&] {
    auto& which = *added;
    known_[std::string{which.name()}] = std::move(added);
    transaction change{db_};
    bool same = false;
    {
      auto found = db_.prepared(
        "SELECT schema FROM checkpoints WHERE name = ?")(which.name());
      same = found.next() && found.as<uint32_t>(0) == which.schema();
    }
    if (!same)
      start_anew(which);
    change.commit();
  });
}

caf::expected<events::ProjectionStatus>
projection_runner::status(std::string_view name) {
  return guarded([&] {
    events::ProjectionStatus result;
    result.set_name(std::string{find(name).name()});
    result.set_position(checkpoint(name));
    result.set_parked(static_cast<uint32_t>(read_parked(name).size()));
    return result;
  });
}

caf::expected<uint64_t>
projection_runner::fold(std::string_view name, const events::Events& batch) {
  return guarded([&] {
    auto& which = find(name);
    transaction change{db_};
    auto position = checkpoint(name);
    for (const auto& event : batch.events()) {
      if (event.position() <= position)
        continue;
      if (event.position() != position + 1)
        throw refusal{caf::make_error(errc::invalid_message,
                                      "a projection was fed with a gap")};
      fold_or_park(which, event);
      position = event.position();
    }
    set_checkpoint(name, position);
    change.commit();
    return position;
  });
}

caf::expected<uint64_t>
projection_runner::catch_up(std::string_view name, event_reader& log) {
  return guarded([&] {
    auto& which = find(name);
    for (auto position = checkpoint(name);;) {
      events::ReadLog next;
      next.set_after(position);
      next.set_everyone(true);
      auto batch = value_of(log.read_log(next));
      if (batch.head() < position) { // the log came from an older backup
        anew(which);
        position = 0;
      } else if (batch.events().empty()) {
        return position;
      } else {
        position = value_of(fold(name, batch));
      }
    }
  });
}

caf::expected<uint64_t>
projection_runner::rebuild(std::string_view name, event_reader& log) {
  auto dropped = guarded([&] { anew(find(name)); });
  if (!dropped)
    return dropped.error();
  return catch_up(name, log);
}

caf::expected<std::string> projection_runner::digest(std::string_view name) {
  return guarded([&] {
    auto specs = find(name).tables();
    transaction instant{db_, "BEGIN"};
    return digest_of(db_, specs);
  });
}

caf::expected<std::vector<parked_event>>
projection_runner::parked(std::string_view name) {
  return guarded([&] {
    find(name);
    return read_parked(name);
  });
}

caf::expected<uint32_t>
projection_runner::replay_parked(std::string_view name, event_reader& log) {
  return guarded([&] {
    auto& which = find(name);
    for (const auto& entry : read_parked(name))
      retry(which, entry, log);
    return static_cast<uint32_t>(read_parked(name).size());
  });
}

void projection_runner::retry(projection& which, parked_event entry,
                              event_reader& log) {
  events::ReadLog one;
  one.set_after(entry.position - 1);
  one.set_limit(1);
  one.set_everyone(true);
  auto found = log.read_log(one);
  if (!found && found.error() != errc::damaged)
    throw refusal{found.error()};
  transaction change{db_};
  auto failed = found && !found->events().empty()
                  ? try_fold(db_, which, tables_, found->events(0))
                  : to_string(errc::damaged);
  if (failed.empty())
    db_.prepared("DELETE FROM parked WHERE projection = ? AND position = ?")
      .run(which.name(), entry.position);
  else
    park(which.name(), {entry.position, entry.tries + 1, failed});
  change.commit();
}

caf::expected<void> projection_runner::erase_person(const person_id& who) {
  return guarded([&] {
    transaction change{db_};
    for (auto& [name, which] : known_)
      value_of(which->erase(who, tables_));
    change.commit();
    db_.run("PRAGMA wal_checkpoint(TRUNCATE)");
  });
}

projection& projection_runner::find(std::string_view name) {
  auto found = known_.find(name);
  if (found == known_.end())
    throw refusal{caf::make_error(errc::not_found, "no such projection")};
  return *found->second;
}

uint64_t projection_runner::checkpoint(std::string_view name) {
  auto found
    = db_.prepared("SELECT position FROM checkpoints WHERE name = ?")(name);
  return found.next() ? found.as<uint64_t>(0) : 0;
}

void projection_runner::set_checkpoint(std::string_view name,
                                       uint64_t position) {
  db_.prepared("UPDATE checkpoints SET position = ? WHERE name = ?")
    .run(position, name);
}

void projection_runner::anew(projection& which) {
  transaction change{db_};
  start_anew(which);
  change.commit();
}

void projection_runner::start_anew(projection& which) {
  for (const auto& spec : which.tables()) {
    db_.run(fmt::format("DROP TABLE IF EXISTS {}", spec.name).c_str());
    db_.run((spec.create + " WITHOUT ROWID").c_str());
  }
  db_.prepared("DELETE FROM parked WHERE projection = ?").run(which.name());
  db_.prepared("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, 0)")
    .run(which.name(), which.schema());
}

void projection_runner::fold_or_park(projection& which,
                                     const events::Event& event) {
  std::string failed;
  for (uint32_t i = 0; i < most_tries; ++i) {
    failed = try_fold(db_, which, tables_, event);
    if (failed.empty())
      return;
  }
  park(which.name(), {event.position(), most_tries, failed});
}

void projection_runner::park(std::string_view name, const parked_event& entry) {
  db_.prepared("INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?)")
    .run(name, entry.position, entry.tries, std::string_view{entry.error});
}

std::vector<parked_event>
projection_runner::read_parked(std::string_view name) {
  std::vector<parked_event> result;
  auto found = db_.prepared("SELECT position, tries, error FROM parked"
                            " WHERE projection = ? ORDER BY position")(name);
  while (found.next())
    result.push_back({found.as<uint64_t>(0), found.as<uint32_t>(1),
                      std::string{found.bytes(2)}});
  return result;
}

caf::expected<std::unique_ptr<projection_store>>
open_projections(std::shared_ptr<data_folder> folder) {
  return guarded([&]() -> std::unique_ptr<projection_store> {
    return std::make_unique<projection_runner>(std::move(folder));
  });
}

} // namespace auren::storage::sqlite

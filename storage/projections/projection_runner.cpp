#include "storage/projections/projection_runner.hpp"

#include "storage/failure.hpp"

#include <algorithm>
#include <array>
#include <concepts>

namespace auren::storage {

namespace {

constexpr uint32_t most_tries = 3;

constexpr const char* own_tables[] = {
  "CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY,"
  " schema BIGINT NOT NULL, position BIGINT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS parked (projection TEXT NOT NULL,"
  " position BIGINT NOT NULL, tries BIGINT NOT NULL, error TEXT NOT NULL,"
  " PRIMARY KEY (projection, position))",
};

/// What projections of older versions left behind: nothing folds or erases it
/// any more.
constexpr const char* retired[] = {
  "DROP TABLE IF EXISTS sample_days",
  "DROP TABLE IF EXISTS sample_metrics",
  "DELETE FROM checkpoints WHERE name = 'sample_index'",
  "DELETE FROM parked WHERE projection = 'sample_index'",
};

cell cell_of(std::string_view text) {
  return std::string{text};
}

cell cell_of(const std::string& text) {
  return text;
}

cell cell_of(std::integral auto value) {
  return static_cast<int64_t>(value);
}

template <class... Ts>
void run(projection_database& db, const std::string& sql, const Ts&... values) {
  std::array<cell, sizeof...(Ts)> cells{cell_of(values)...};
  db.run(sql, cells);
}

template <class... Ts>
std::vector<std::vector<cell>>
rows(projection_database& db, const std::string& sql, const Ts&... values) {
  std::array<cell, sizeof...(Ts)> cells{cell_of(values)...};
  return db.rows(sql, cells);
}

uint64_t natural(const cell& value) {
  return static_cast<uint64_t>(std::get<int64_t>(value));
}

/// Returns what `batch` has behind `position`.
events_of events_after(const events::Events& batch, uint64_t position) {
  events_of all{batch.events().data(),
                static_cast<size_t>(batch.events_size())};
  auto behind
    = [&](const events::Event* one) { return one->position() > position; };
  return all.subspan(
    static_cast<size_t>(std::ranges::find_if(all, behind) - all.begin()));
}

/// A transaction that was not committed never was.
class unit {
public:
  explicit unit(projection_database& db) : db_(db) {
    db_.begin();
  }
  unit(const unit&) = delete;
  unit& operator=(const unit&) = delete;
  ~unit() {
    if (!done_)
      db_.rollback();
  }
  void commit() {
    db_.commit();
    done_ = true;
  }

private:
  projection_database& db_;
  bool done_ = false;
};

} // namespace

projection_runner::projection_runner(
  std::unique_ptr<projection_database> database)
  : db_(std::move(database)) {
  unit change{*db_};
  for (const auto* sql : own_tables)
    db_->execute(sql);
  for (const auto* sql : retired)
    db_->execute(sql);
  change.commit();
}

caf::expected<void> projection_runner::add(std::unique_ptr<projection> added) {
  return guarded([&] {
    auto& which = *added;
    known_[std::string{which.name()}] = std::move(added);
    unit change{*db_};
    auto found = rows(*db_, "SELECT schema FROM checkpoints WHERE name = ?",
                      which.name());
    if (found.empty() || natural(found[0][0]) != which.schema())
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
    unit change{*db_};
    auto position = checkpoint(name);
    if (batch.after() > position)
      throw refusal{caf::make_error(errc::invalid_message,
                                    "a projection was fed with a gap")};
    auto page = events_after(batch, position);
    if (page.empty())
      return position;
    fold_page(which, page);
    position = page.back()->position();
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

caf::expected<void> projection_runner::drop(std::string_view name) {
  return guarded([&] { anew(find(name)); });
}

caf::expected<uint64_t>
projection_runner::rebuild(std::string_view name, event_reader& log) {
  if (auto dropped = drop(name); !dropped)
    return dropped.error();
  return catch_up(name, log);
}

caf::expected<std::string> projection_runner::digest(std::string_view name) {
  return guarded([&] {
    auto specs = find(name).tables();
    unit instant{*db_};
    return digest_of(*db_, specs);
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

void projection_runner::retry(projection& which, const parked_event& entry,
                              event_reader& log) {
  events::ReadLog one;
  one.set_after(entry.position - 1);
  one.set_limit(1);
  one.set_everyone(true);
  auto found = log.read_log(one);
  if (!found && found.error() != errc::damaged)
    throw refusal{found.error()};
  unit change{*db_};
  auto failed = found && !found->events().empty()
                  ? try_fold(*db_, which, events_after(*found, 0))
                  : to_string(errc::damaged);
  if (failed.empty())
    run(*db_, "DELETE FROM parked WHERE projection = ? AND position = ?",
        which.name(), entry.position);
  else
    park(which.name(), {entry.position, entry.tries + 1, failed});
  change.commit();
}

caf::expected<void> projection_runner::erase_person(const person_id& who) {
  return guarded([&] {
    unit change{*db_};
    for (auto& [name, which] : known_)
      value_of(which->erase(who, *db_));
    change.commit();
    db_->scrub();
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
    = rows(*db_, "SELECT position FROM checkpoints WHERE name = ?", name);
  return found.empty() ? 0 : natural(found[0][0]);
}

void projection_runner::set_checkpoint(std::string_view name,
                                       uint64_t position) {
  run(*db_, "UPDATE checkpoints SET position = ? WHERE name = ?", position,
      name);
}

void projection_runner::anew(projection& which) {
  unit change{*db_};
  start_anew(which);
  change.commit();
}

void projection_runner::start_anew(projection& which) {
  for (const auto& spec : which.tables())
    db_->recreate(spec);
  run(*db_, "DELETE FROM parked WHERE projection = ?", which.name());
  run(*db_,
      "INSERT INTO checkpoints (name, schema, position) VALUES (?, ?, 0)"
      " ON CONFLICT (name) DO UPDATE SET schema = excluded.schema,"
      " position = 0",
      which.name(), which.schema());
}

/// A savepoint for each event would cost more than most events do.
void projection_runner::fold_page(projection& which, events_of page) {
  if (try_fold(*db_, which, page).empty())
    return;
  for (size_t i = 0; i < page.size(); ++i)
    fold_or_park(which, page.subspan(i, 1));
}

void projection_runner::fold_or_park(projection& which, events_of one) {
  std::string failed;
  for (uint32_t i = 0; i < most_tries; ++i) {
    failed = try_fold(*db_, which, one);
    if (failed.empty())
      return;
  }
  park(which.name(), {one[0]->position(), most_tries, failed});
}

void projection_runner::park(std::string_view name, const parked_event& entry) {
  run(*db_,
      "INSERT INTO parked (projection, position, tries, error)"
      " VALUES (?, ?, ?, ?) ON CONFLICT (projection, position)"
      " DO UPDATE SET tries = excluded.tries, error = excluded.error",
      name, entry.position, entry.tries, entry.error);
}

std::vector<parked_event>
projection_runner::read_parked(std::string_view name) {
  std::vector<parked_event> result;
  for (auto& row : rows(*db_,
                        "SELECT position, tries, error FROM parked"
                        " WHERE projection = ? ORDER BY position",
                        name))
    result.push_back({natural(row[0]), static_cast<uint32_t>(natural(row[1])),
                      std::get<std::string>(row[2])});
  return result;
}

} // namespace auren::storage

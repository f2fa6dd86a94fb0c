#include "storage/postgres/event_store.hpp"

#include "storage/forgettable.hpp"
#include "storage/postgres/requests.hpp"
#include "storage/sealed_rows.hpp"

#include <chrono>
#include <thread>

namespace auren::storage::postgres {

namespace {

using namespace std::chrono_literals;

/// How long an erasure waits for sessions that still see what was there.
constexpr auto snapshot_patience = 30s;

/// Whether the same may be tried again at once: the session broke, and nobody
/// knows how far it came, or two transactions were in each other's way.
bool worth_a_retry(const failure& problem) {
  return problem.session_lost() || problem.state() == "40P01"
         || problem.state() == "40001";
}

/// Returns how many of `commands` may share a transaction: those before one
/// that carries a request key again.
size_t until_key_repeats(std::span<const events::Append* const> commands) {
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>>
    seen;
  size_t n = 0;
  for (const auto* command : commands) {
    const auto& key = command->request().key();
    if (!key.empty()
        && !seen
              .insert(
                {command->context().tenant(), command->context().person(), key})
              .second)
      break;
    ++n;
  }
  return n;
}

const std::string put_snapshot_sql
  = "INSERT INTO auren.snapshots (tenant, person, actor, version, schema,"
    " state) SELECT p.tenant, p.id, $2::bytea, $3::bigint, $4::bigint,"
    " $5::bytea FROM auren.people p WHERE p.id = $1::bigint"
    " ON CONFLICT (person, actor) DO UPDATE SET version = excluded.version,"
    " schema = excluded.schema, state = excluded.state";
const std::string find_person_sql
  = "SELECT p.id, p.erased, p.tenant FROM auren.people p JOIN auren.tenants t"
    " ON t.id = p.tenant WHERE t.name = $1::bytea AND p.person = $2::bytea";
const std::string add_tenant_sql
  = "INSERT INTO auren.tenants (name) VALUES ($1::bytea)"
    " ON CONFLICT DO NOTHING";
const std::string mark_sql
  = "INSERT INTO auren.people (tenant, person, erased)"
    " SELECT id, $2::bytea, $3::bytea FROM auren.tenants"
    " WHERE name = $1::bytea ON CONFLICT (tenant, person)"
    " DO UPDATE SET erased = excluded.erased RETURNING id";
const std::string drop_snapshots_sql
  = "DELETE FROM auren.snapshots WHERE person = $1::bigint";

/// Returns id, mark and tenant of `who`. Throws `refusal` when there is nobody
/// of that name, or they were erased.
result find_living(connection& db, const person_id& who) {
  auto found
    = db.query(find_person_sql, params{}.bytes(who.tenant).bytes(who.person));
  if (found.empty())
    throw refusal{caf::make_error(errc::not_found, "nobody of that name")};
  if (found.bytes(0, 1) == erased_mark(who))
    throw refusal{caf::make_error(errc::erased)};
  return found;
}

} // namespace

event_store::event_store(std::shared_ptr<database> db, clock_us now,
                         seal::codec payloads)
  : db_(std::move(db)), appender_(*db_, std::move(now), payloads), reads_(db_) {
}

std::vector<caf::expected<events::Appended>>
event_store::append_batch(commands_of commands) {
  std::vector<caf::expected<events::Appended>> results;
  while (!commands.empty()) {
    auto n = until_key_repeats(commands);
    for (auto& one : append_or_retry(commands.first(n)))
      results.push_back(std::move(one));
    commands = commands.subspan(n);
  }
  return results;
}

std::vector<caf::expected<events::Appended>>
event_store::append_or_retry(commands_of commands) {
  for (bool again = true;; again = false) {
    try {
      forgetting gone{*db_->keys(), commands};
      gone.condemn();
      auto results = appender_.append(commands);
      gone.settle(results);
      return results;
    } catch (const failure& problem) {
      appender_.forget();
      if (!again || !worth_a_retry(problem))
        return {commands.size(), problem.to_error()};
    } catch (const refusal& problem) {
      appender_.forget();
      return {commands.size(), problem.error};
    } catch (...) {
      appender_.forget();
      throw;
    }
    std::this_thread::sleep_for(100ms); // what broke may be coming back
  }
}

caf::expected<void>
event_store::save_snapshot(const events::SaveSnapshot& command) {
  return guarded([&] {
    person_id who{command.context().tenant(), command.context().person()};
    auto db = db_->take();
    auto found = find_living(*db, who);
    const auto& given = command.snapshot();
    auto sealed = seal_snapshot(given, who, *db_->keys());
    db->query(put_snapshot_sql, params{}
                                  .number(found.integer(0, 0))
                                  .bytes(given.actor())
                                  .number(given.version())
                                  .number(given.schema())
                                  .bytes(sealed));
  });
}

caf::expected<void>
event_store::keep_requests(const person_id& who,
                           std::span<const kept_request> requests) {
  return guarded([&] {
    auto db = db_->take();
    auto found = find_living(*db, who);
    auto key = value_of(db_->keys()->sealing_key(who));
    request_columns columns;
    for (const auto& one : requests)
      columns.add(who, found.integer(0, 2), found.integer(0, 0), one, key);
    if (columns.empty())
      return;
    std::vector<step> steps;
    steps.push_back(columns.take());
    db->pipeline(steps);
  });
}

caf::expected<void> event_store::erase_person(const person_id& who) {
  // The key first: what follows only tidies up, and is done again at the
  // next start when this is interrupted.
  if (auto erased = db_->keys()->erase(who); !erased)
    return erased;
  return guarded([&] {
    mark_erased(who);
    if (!value_of(db_->keys()->scrub(snapshot_patience)))
      throw refusal{caf::make_error(
        errc::storage_unavailable,
        "another session of the database, a backup perhaps, still reads what "
        "was there; the key is destroyed, its place in the table is not: "
        "erase again when that session has ended")};
  });
}

void event_store::mark_erased(const person_id& who) {
  appender_.forget();
  auto mark = erased_mark(who);
  auto db = db_->take();
  transaction change{*db};
  db->query("SELECT pg_advisory_xact_lock($1::bigint)",
            params{}.number(person_number(who)));
  db->query(add_tenant_sql, params{}.bytes(who.tenant));
  auto marked = db->query(
    mark_sql, params{}.bytes(who.tenant).bytes(who.person).bytes(mark));
  db->query(drop_snapshots_sql, params{}.number(marked.integer(0, 0)));
  change.commit();
  db->run("VACUUM auren.snapshots");
}

/// A crash between two steps, or a backup of one schema, must not bring
/// anybody back.
void event_store::agree_on_erased() {
  auto known = value_of(reads_.people());
  std::set<person_id> marked;
  for (const auto& entry : known)
    if (entry.erased) {
      marked.insert(entry.id);
      value_of(db_->keys()->erase(entry.id));
    }
  for (const auto& who : value_of(db_->keys()->erased()))
    if (!marked.contains(who))
      mark_erased(who);
  value_of(resume_forgetting(*db_->keys(), reads_));
}

caf::expected<std::unique_ptr<event_reader>> event_store::open_reader() {
  return guarded([this]() -> std::unique_ptr<event_reader> {
    return std::make_unique<reader>(db_);
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
open_events(std::shared_ptr<database> db, clock_us now, seal::codec payloads) {
  return guarded([&]() -> std::unique_ptr<event_repository> {
    auto store
      = std::make_unique<event_store>(std::move(db), std::move(now), payloads);
    store->agree_on_erased();
    return store;
  });
}

} // namespace auren::storage::postgres

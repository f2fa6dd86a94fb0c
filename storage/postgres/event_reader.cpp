#include "storage/postgres/event_reader.hpp"

#include "storage/postgres/event_query.hpp"
#include "storage/postgres/event_rows.hpp"
#include "storage/postgres/event_verifier.hpp"
#include "storage/postgres/requests.hpp"
#include "storage/sealed_rows.hpp"

namespace auren::storage::postgres {

namespace {

// Each statement sees what was committed by then: the rows must be read later
// than the horizon.
constexpr auto begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY";

person_id person_of(const Context& context) {
  return {context.tenant(), context.person()};
}

const std::string version_sql
  = "SELECT s.version FROM auren.streams s JOIN auren.people p ON p.id ="
    " s.person JOIN auren.tenants t ON t.id = p.tenant WHERE t.name ="
    " $1::bytea AND p.person = $2::bytea AND s.name = $3::bytea";
const std::string people_sql
  = "SELECT t.name, p.person, p.erased FROM auren.people p"
    " JOIN auren.tenants t ON t.id = p.tenant ORDER BY p.id";
const std::string snapshot_sql
  = "SELECT version, schema, state FROM auren.snapshots"
    " WHERE person = $1::bigint AND actor = $2::bytea";

template <class F>
auto asked(F f) {
  return guarded([&] { return retried(f); });
}

} // namespace

std::optional<int64_t> reader::find(connection& db, const Context& context) {
  return names_.find_person(db, person_of(context));
}

caf::expected<events::Events>
reader::read_log(const events::ReadLog& question) {
  return asked([&] {
    auto db = db_->take();
    std::optional<int64_t> who;
    if (!question.everyone()) {
      who = find(*db, question.context());
      if (!who)
        who = 0; // whom the log does not know it has nothing of
    }
    return page(*db, select_log(question, who), question.after());
  });
}

caf::expected<events::Events>
reader::read_stream(const events::ReadStream& question) {
  return asked([&] {
    auto db = db_->take();
    auto who = find(*db, question.context()).value_or(0);
    return page(*db, select_stream(question, who), 0);
  });
}

events::Events reader::page(connection& db, step rows, uint64_t after) {
  std::vector<step> steps;
  steps.push_back({begin});
  steps.push_back(set_horizon());
  steps.push_back(select_head());
  steps.push_back(std::move(rows));
  steps.push_back({"COMMIT"});
  auto results = db.pipeline(steps);
  events::Events reply;
  reply.set_head(results[2].as<uint64_t>(0, 0));
  reply.set_after(after);
  const auto& found = results[3];
  std::vector<int64_t> streams;
  streams.reserve(static_cast<size_t>(found.rows()));
  for (int row = 0; row < found.rows(); ++row)
    streams.push_back(found.integer(row, 1));
  names_.prefetch(db, streams);
  for (int row = 0; row < found.rows(); ++row)
    if (!add_to_page(reply, read_row(found, row, db, names_), *db_->keys()))
      break;
  return reply;
}

caf::expected<uint64_t> reader::head() {
  return asked([this] {
    std::vector<step> steps;
    steps.push_back({begin});
    steps.push_back(set_horizon());
    steps.push_back(select_head());
    steps.push_back({"COMMIT"});
    return db_->take()->pipeline(steps)[2].as<uint64_t>(0, 0);
  });
}

caf::expected<uint64_t>
reader::stream_version(const person_id& who, std::string_view stream) {
  return asked([&]() -> uint64_t {
    auto found = db_->take()->query(
      version_sql, params{}.bytes(who.tenant).bytes(who.person).bytes(stream));
    return found.empty() ? 0 : found.as<uint64_t>(0, 0);
  });
}

caf::expected<std::vector<person_entry>> reader::people() {
  return asked([this] {
    std::vector<person_entry> result;
    auto found = db_->take()->query(people_sql);
    for (int row = 0; row < found.rows(); ++row) {
      person_id who{std::string{found.bytes(row, 0)},
                    std::string{found.bytes(row, 1)}};
      bool erased = found.bytes(row, 2) == erased_mark(who);
      result.push_back({std::move(who), erased});
    }
    return result;
  });
}

caf::expected<std::optional<events::Snapshot>>
reader::load_snapshot(const events::LoadSnapshot& question) {
  return asked([&]() -> std::optional<events::Snapshot> {
    auto db = db_->take();
    auto number = find(*db, question.context());
    if (!number)
      return std::nullopt;
    auto found = db->query(snapshot_sql,
                           params{}.number(*number).bytes(question.actor()));
    if (found.empty())
      return std::nullopt;
    events::Snapshot snapshot;
    snapshot.set_actor(question.actor());
    snapshot.set_version(found.as<uint64_t>(0, 0));
    snapshot.set_schema(found.as<uint32_t>(0, 1));
    return open_snapshot(std::move(snapshot), found.bytes(0, 2),
                         person_of(question.context()), *db_->keys());
  });
}

caf::expected<std::vector<kept_request>>
reader::requests(const person_id& who, std::string_view key_hash) {
  return asked([&] {
    std::vector<kept_request> result;
    auto db = db_->take();
    if (auto number = names_.find_person(*db, who))
      result = requests_after(*db, *db_->keys(), who, *number, key_hash);
    return result;
  });
}

caf::expected<verification> reader::verify() {
  return asked([this] {
    auto db = db_->take();
    return verify_events(*db, names_, *db_->keys());
  });
}

} // namespace auren::storage::postgres

#include "storage/sqlite/event_reader.hpp"

#include "storage/sealed_rows.hpp"
#include "storage/sqlite/event_query.hpp"
#include "storage/sqlite/event_rows.hpp"
#include "storage/sqlite/event_verifier.hpp"
#include "storage/sqlite/requests.hpp"
#include "storage/sqlite/snapshots.hpp"

namespace auren::storage::sqlite {

namespace {

constexpr size_t most_bytes = 32 << 20;

person_id person_of(const Context& context) {
  return {context.tenant(), context.person()};
}

} // namespace

reader::reader(std::shared_ptr<data_folder> folder)
  : folder_(std::move(folder)),
    db_(folder_->path() / "events.db", profile::reader), names_(db_) {}

caf::expected<events::Events>
reader::read_log(const events::ReadLog& question) {
  return guarded([&] {
    transaction instant{db_, "BEGIN"}; // rows and head as of one moment
    auto head = last_position();
    events::Events reply;
    if (question.everyone())
      reply = collect(select_log(db_, question, std::nullopt));
    else if (auto who = names_.find_person(person_of(question.context())))
      reply = collect(select_log(db_, question, who));
    reply.set_head(head);
    reply.set_after(question.after());
    return reply;
  });
}

caf::expected<events::Events>
reader::read_stream(const events::ReadStream& question) {
  return guarded([&] {
    transaction instant{db_, "BEGIN"};
    auto head = last_position();
    events::Events reply;
    if (auto who = names_.find_person(person_of(question.context())))
      reply = collect(select_stream(db_, question, *who));
    reply.set_head(head);
    return reply;
  });
}

events::Events reader::collect(rows found) {
  events::Events reply;
  size_t bytes = 0;
  while (bytes < most_bytes && found.next()) {
    if (!add_to_page(reply, read_row(found, names_), folder_->keys()))
      break;
    bytes += reply.events().rbegin()->payload().size();
  }
  return reply;
}

caf::expected<uint64_t> reader::head() {
  return guarded([this] { return last_position(); });
}

uint64_t reader::last_position() {
  auto found = db_.prepared("SELECT coalesce(max(position), 0) FROM events")();
  found.next();
  return found.as<uint64_t>(0);
}

caf::expected<uint64_t>
reader::stream_version(const person_id& who, std::string_view stream) {
  return guarded([&]() -> uint64_t {
    auto found = db_.prepared(
      "SELECT version FROM streams JOIN people"
      " ON people.id = streams.person WHERE tenant = ?"
      " AND people.person = ? AND name = ?")(who.tenant, who.person, stream);
    return found.next() ? found.as<uint64_t>(0) : 0;
  });
}

caf::expected<std::vector<person_entry>> reader::people() {
  return guarded([this] {
    std::vector<person_entry> result;
    auto found
      = db_.prepared("SELECT tenant, person, erased FROM people ORDER BY id")();
    while (found.next()) {
      person_id who{std::string{found.bytes(0)}, std::string{found.bytes(1)}};
      bool erased = found.bytes(2) == erased_mark(who);
      result.push_back({std::move(who), erased});
    }
    return result;
  });
}

caf::expected<std::optional<events::Snapshot>>
reader::load_snapshot(const events::LoadSnapshot& question) {
  auto found = guarded([&]() -> std::optional<events::Snapshot> {
    auto who = person_of(question.context());
    auto number = names_.find_person(who);
    if (!number)
      return std::nullopt;
    return find_snapshot(db_, folder_->keys(), who, *number, question.actor());
  });
  if (!found && found.error() == errc::damaged)
    return std::optional<events::Snapshot>{}; // replay is the way out
  return found;
}

caf::expected<std::vector<kept_request>>
reader::requests(const person_id& who, std::string_view key_hash) {
  return guarded([&] {
    std::vector<kept_request> result;
    if (auto number = names_.find_person(who))
      result = requests_after(db_, folder_->keys(), who, *number, key_hash);
    return result;
  });
}

caf::expected<verification> reader::verify() {
  return guarded(
    [this] { return verify_events(db_, names_, folder_->keys()); });
}

} // namespace auren::storage::sqlite

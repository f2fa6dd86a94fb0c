#include "storage/postgres/writer_book.hpp"

#include "storage/sealed_rows.hpp"
#include "storage/sha256.hpp"

#include <algorithm>

namespace auren::storage::postgres {

namespace {

constexpr size_t most_people = 10'000;

// One transaction of a person at a time: so ids and versions cannot race, and
// nothing of it needs a constraint. A lock and no row, for somebody new has no
// row yet.
const std::string lock_sql
  = "SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) k";
const std::string people_sql
  = "SELECT t.name, p.person, p.id, p.tenant, p.erased, p.epoch, p.newest_id"
    " FROM unnest($1::bytea[], $2::bytea[]) n(tenant, person)"
    " JOIN auren.tenants t ON t.name = n.tenant"
    " JOIN auren.people p ON p.tenant = t.id AND p.person = n.person";
const std::string streams_sql
  = "SELECT s.person, s.name, s.id, s.version, s.last_hash"
    " FROM unnest($1::bigint[], $2::bytea[]) n(person, name)"
    " JOIN auren.streams s ON s.person = n.person AND s.name = n.name";
const std::string known_sql = "SELECT e.person, e.event_id FROM auren.events e"
                              " WHERE e.event_id = ANY($1::bytea[])";
const std::string requests_sql
  = "SELECT r.person, r.key_hash, r.body_hash, r.position, r.version, r.reply"
    " FROM unnest($1::bigint[], $2::bytea[]) n(person, key_hash)"
    " JOIN auren.requests r ON r.person = n.person"
    " AND r.key_hash = n.key_hash";
const std::string new_tenants_sql
  = "INSERT INTO auren.tenants (name) SELECT DISTINCT n FROM"
    " unnest($1::bytea[]) n ORDER BY n ON CONFLICT DO NOTHING";
const std::string new_people_sql
  = "INSERT INTO auren.people (tenant, person) SELECT t.id, n.person"
    " FROM unnest($1::bytea[], $2::bytea[]) n(tenant, person)"
    " JOIN auren.tenants t ON t.name = n.tenant";
const std::string new_streams_sql
  = "INSERT INTO auren.streams (tenant, person, name, version, last_hash)"
    " SELECT p.tenant, p.id, n.name, 0, ''"
    " FROM unnest($1::bigint[], $2::bytea[]) n(person, name)"
    " JOIN auren.people p ON p.id = n.person RETURNING person, name, id";
std::string text(const result& from, int row, int column) {
  return std::string{from.bytes(row, column)};
}

person_id owner(const events::Append& command) {
  return {command.context().tenant(), command.context().person()};
}

/// Two columns of names for unnest.
struct names {
  std::vector<std::string_view> first;
  std::vector<std::string_view> second;
  params take() const {
    params result;
    result.list(first).list(second);
    return result;
  }
};

/// Numbers of people, each with a name, for unnest.
struct named_rows {
  std::vector<int64_t> person;
  std::vector<std::string> name;
  step take(const std::string& sql) const {
    step result{sql};
    result.values.numbers(person).list(name);
    return result;
  }
};

} // namespace

known_facts writer_book::look_up(connection& db, commands_of commands) {
  if (all_.size() > most_people)
    all_.clear();
  lock(db, commands);
  return look_up_locked(db, commands);
}

void writer_book::lock(connection& db, commands_of commands) {
  std::set<person_id> wanted;
  for (const auto* command : commands)
    wanted.insert(owner(*command));
  std::vector<int64_t> locks;
  names who;
  for (const auto& one : wanted) {
    locks.push_back(person_number(one));
    who.first.push_back(one.tenant);
    who.second.push_back(one.person);
  }
  std::ranges::sort(locks); // everybody in the same order
  std::vector<step> steps(3);
  steps[0].sql = "BEGIN";
  steps[1].sql = lock_sql;
  steps[1].values.numbers(locks);
  steps[2] = {people_sql, who.take()};
  auto results = db.pipeline(steps);
  for (const auto& one : wanted)
    all_[one].id = 0;
  const auto& found = results[2];
  for (int row = 0; row < found.rows(); ++row) {
    person_id one{text(found, row, 0), text(found, row, 1)};
    auto& person = all_[one];
    if (person.epoch != found.integer(row, 5))
      person.streams.clear();
    person.id = found.integer(row, 2);
    person.tenant = found.integer(row, 3);
    person.erased = found.bytes(row, 4) == erased_mark(one);
    person.epoch = found.integer(row, 5);
    person.newest_id = found.bytes(row, 6);
  }
  for (const auto& one : wanted)
    if (auto& person = all_[one]; person.id == 0)
      person = {};
}

known_facts writer_book::look_up_locked(connection& db, commands_of commands) {
  named_rows streams;
  named_rows requests;
  std::vector<std::string_view> ids;
  for (const auto* command : commands) {
    auto& person = all_[owner(*command)];
    if (person.id == 0)
      continue;
    for (const auto& event : command->events()) {
      if (person.streams.try_emplace(event.stream()).second) {
        streams.person.push_back(person.id);
        streams.name.push_back(event.stream());
      }
      if (event.event_id() <= person.newest_id)
        ids.push_back(event.event_id());
    }
    if (const auto& key = command->request().key(); !key.empty()) {
      requests.person.push_back(person.id);
      requests.name.push_back(sha256_of(key));
    }
  }
  known_facts known;
  if (streams.person.empty() && requests.person.empty() && ids.empty())
    return known;
  std::vector<step> steps(3);
  steps[0] = streams.take(streams_sql);
  steps[1] = requests.take(requests_sql);
  steps[2].sql = known_sql;
  steps[2].values.list(ids);
  auto results = db.pipeline(steps);
  std::map<int64_t, writer_person*> by_id;
  for (auto& [who, person] : all_)
    by_id[person.id] = &person;
  const auto& ends = results[0];
  for (int row = 0; row < ends.rows(); ++row)
    by_id[ends.integer(row, 0)]->streams[text(ends, row, 1)]
      = {ends.integer(row, 2), ends.as<uint64_t>(row, 3), text(ends, row, 4)};
  const auto& replies = results[1];
  for (int row = 0; row < replies.rows(); ++row)
    known.requests[{replies.integer(row, 0), text(replies, row, 1)}]
      = {text(replies, row, 2), replies.as<uint64_t>(row, 3),
         replies.as<uint64_t>(row, 4), text(replies, row, 5)};
  const auto& events = results[2];
  for (int row = 0; row < events.rows(); ++row)
    known.events.insert({events.integer(row, 0), text(events, row, 1)});
  return known;
}

void writer_book::name_new(connection& db, const append_plan& plan) {
  name_people(db, plan);
  name_streams(db, plan);
}

void writer_book::name_people(connection& db, const append_plan& plan) {
  names people;
  std::map<person_id, writer_person*> added;
  for (const auto& command : plan.commands)
    if (command.person->id == 0
        && added.emplace(*command.who, command.person).second) {
      people.first.push_back(command.who->tenant);
      people.second.push_back(command.who->person);
    }
  if (!added.empty()) {
    std::vector<step> steps(3);
    steps[0].sql = new_tenants_sql;
    steps[0].values.list(people.first);
    steps[1] = {new_people_sql, people.take()};
    steps[2] = {people_sql, people.take()};
    auto found = std::move(db.pipeline(steps)[2]);
    for (int row = 0; row < found.rows(); ++row) {
      auto& person = *added[{text(found, row, 0), text(found, row, 1)}];
      person.id = found.integer(row, 2);
      person.tenant = found.integer(row, 3);
      person.epoch = 0;
    }
  }
}

void writer_book::name_streams(connection& db, const append_plan& plan) {
  named_rows streams;
  std::map<std::pair<int64_t, std::string>, writer_stream*> ends;
  for (const auto& one : plan.events)
    if (one.stream->id == 0
        && ends
             .emplace(std::pair{one.person->id, one.event->stream()},
                      one.stream)
             .second) {
      streams.person.push_back(one.person->id);
      streams.name.push_back(one.event->stream());
    }
  if (ends.empty())
    return;
  auto given = streams.take(new_streams_sql);
  auto found = db.query(given.sql, given.values);
  for (int row = 0; row < found.rows(); ++row)
    ends[{found.integer(row, 0), text(found, row, 1)}]->id
      = found.integer(row, 2);
}

} // namespace auren::storage::postgres

#include "storage/postgres/appender.hpp"

#include "storage/append_rules.hpp"
#include "storage/postgres/row_writer.hpp"
#include "storage/postgres/schema.hpp"
#include "storage/sha256.hpp"

#include <algorithm>

namespace auren::storage::postgres {

namespace {

constexpr size_t most_people = 10'000; // in the cache
constexpr uint64_t ahead = 100'000;    // partitions are made in time

// One transaction of a person at a time: so ids and versions cannot race, and
// nothing of it needs a constraint. A lock and no row, for a row's lock would
// give the transaction its number before its positions.
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
const std::string reserve_sql
  = "SELECT last, xid FROM auren.reserve($1::bigint)";
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
const std::string new_types_sql
  = "INSERT INTO auren.types (name) SELECT n FROM unnest($1::bytea[]) n"
    " ORDER BY n ON CONFLICT DO NOTHING";
const std::string types_sql
  = "SELECT name, id FROM auren.types WHERE name = ANY($1::bytea[])";
const std::string move_streams_sql
  = "UPDATE auren.streams s SET version = n.version, last_hash = n.hash"
    " FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])"
    " n(id, version, hash) WHERE s.id = n.id";
const std::string move_people_sql
  = "UPDATE auren.people p SET epoch = p.epoch + 1, newest_id = n.newest"
    " FROM unnest($1::bigint[], $2::bytea[]) n(id, newest) WHERE p.id = n.id";
const std::string new_requests_sql
  = "INSERT INTO auren.requests (tenant, person, key_hash, body_hash,"
    " position, version, reply) SELECT * FROM unnest($1::bigint[],"
    " $2::bigint[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bigint[],"
    " $7::bytea[])";

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

appender::appender(database& db, clock_us now, seal::codec payloads)
  : db_(db), now_(std::move(now)), payloads_(payloads) {}

void appender::forget() {
  people_.clear();
}

std::vector<caf::expected<events::Appended>>
appender::append(commands_of commands) {
  have_partition(last_ + ahead);
  if (people_.size() > most_people)
    people_.clear();
  auto db = db_.take();
  transaction change{*db};
  lock_people(*db, commands);
  auto known = look_up(*db, commands);
  auto plan = decide(commands, people_, known, *db_.keys());
  if (plan.commands.empty())
    return std::move(plan.results);
  auto first = reserve(*db, plan);
  name_new(*db, plan);
  name_types(*db, plan);
  copy_events(*db, plan, first);
  complete(plan, first);
  write_rest(*db, commands, plan);
  return std::move(plan.results);
}

void appender::lock_people(connection& db, commands_of commands) {
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
  std::vector<step> steps(2);
  steps[0].sql = lock_sql;
  steps[0].values.numbers(locks);
  steps[1] = {people_sql, who.take()};
  auto results = db.pipeline(steps);
  for (const auto& one : wanted)
    people_[one].id = 0;
  const auto& found = results[1];
  for (int row = 0; row < found.rows(); ++row) {
    person_id one{text(found, row, 0), text(found, row, 1)};
    auto& person = people_[one];
    if (person.epoch != found.integer(row, 5))
      person.streams.clear();
    person.id = found.integer(row, 2);
    person.tenant = found.integer(row, 3);
    person.erased = found.bytes(row, 4) == erased_mark(one);
    person.epoch = found.integer(row, 5);
    person.newest_id = found.bytes(row, 6);
  }
  for (const auto& one : wanted)
    if (auto& person = people_[one]; person.id == 0)
      person = {};
}

known_facts appender::look_up(connection& db, commands_of commands) {
  named_rows streams;
  named_rows requests;
  std::vector<std::string_view> ids;
  for (const auto* command : commands) {
    auto& person = people_[owner(*command)];
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
  for (auto& [who, person] : people_)
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

uint64_t appender::reserve(connection& db, const append_plan& plan) {
  auto n = plan.events.size();
  // Also without events: a transaction that writes has its number from here.
  auto got = db.query(reserve_sql, params{}.number(n));
  last_ = got.as<uint64_t>(0, 0);
  xid_ = got.bytes(0, 1);
  for (auto position : {last_ - n + 1, last_})
    if (n > 0 && !partitions_.contains(partition_of(position)))
      throw failure{"", "other nodes filled a partition meanwhile"};
  return last_ - n + 1;
}

void appender::name_new(connection& db, const append_plan& plan) {
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

void appender::name_types(connection& db, const append_plan& plan) {
  std::set<std::string_view> unknown;
  for (const auto& one : plan.events)
    if (!types_.contains(one.event->type()))
      unknown.insert(one.event->type());
  if (unknown.empty())
    return;
  std::vector<std::string_view> list(unknown.begin(), unknown.end());
  std::vector<step> steps(2);
  steps[0].sql = new_types_sql;
  steps[0].values.list(list);
  steps[1].sql = types_sql;
  steps[1].values.list(list);
  auto found = std::move(db.pipeline(steps)[1]);
  for (int row = 0; row < found.rows(); ++row)
    types_[text(found, row, 0)] = found.integer(row, 1);
}

void appender::copy_events(connection& db, const append_plan& plan,
                           uint64_t first) {
  row_writer out{db};
  auto position = first;
  for (const auto& one : plan.events) {
    auto event = envelope_of(*one.event, *one.who);
    event.position = position++;
    event.version = one.version;
    event.recorded_at_us = now_();
    auto previous = std::exchange(one.stream->last_hash, {});
    event.previous_hash = previous;
    auto key = value_of(db_.keys()->sealing_key(*one.who));
    auto body = seal_event(event, one.event->payload(), key, payloads_);
    one.stream->last_hash = std::move(body.hash);
    one.person->newest_id
      = std::max(one.person->newest_id, one.event->event_id());
    out.add({event, xid_, one.person->tenant, one.person->id, one.stream->id,
             types_.at(one.event->type()), body.bytes});
  }
  out.finish();
}

void appender::complete(append_plan& plan, uint64_t first) {
  for (const auto& command : plan.commands)
    if (command.adds)
      plan.results[command.index]->set_position(first + command.end - 1);
}

void appender::write_rest(connection& db, commands_of commands,
                          append_plan& plan) {
  std::vector<int64_t> stream_ids;
  std::vector<int64_t> versions;
  std::vector<std::string_view> hashes;
  std::set<const writer_stream*> moved;
  for (const auto& one : plan.events)
    if (moved.insert(one.stream).second) {
      stream_ids.push_back(one.stream->id);
      versions.push_back(static_cast<int64_t>(one.stream->version));
      hashes.push_back(one.stream->last_hash);
    }
  std::vector<int64_t> people;
  std::vector<std::string_view> newest;
  std::set<writer_person*> changed;
  request_columns requests;
  for (const auto& command : plan.commands) {
    if (changed.insert(command.person).second) {
      people.push_back(command.person->id);
      newest.push_back(command.person->newest_id);
    }
    if (command.keeps_reply)
      requests.add(command, commands[command.index]->request(),
                   *plan.results[command.index],
                   value_of(db_.keys()->sealing_key(*command.who)));
  }
  std::vector<step> steps;
  steps.emplace_back(move_streams_sql);
  steps.back().values.numbers(stream_ids).numbers(versions).list(hashes);
  steps.emplace_back(move_people_sql);
  steps.back().values.numbers(people).list(newest);
  if (!requests.empty())
    steps.push_back({new_requests_sql, requests.take()});
  steps.emplace_back("COMMIT");
  db.pipeline(steps);
  for (auto* person : changed)
    ++person->epoch;
}

void appender::have_partition(uint64_t position) {
  if (partitions_.contains(partition_of(position)))
    return;
  auto db = db_.take();
  auto last = db->fetch("SELECT last_value FROM auren.positions");
  last_ = std::max(last_, last.as<uint64_t>(0, 0));
  for (auto wanted : {last_ + 1, last_ + ahead}) {
    make_partition(*db, wanted);
    partitions_.insert(partition_of(wanted));
  }
}

} // namespace auren::storage::postgres

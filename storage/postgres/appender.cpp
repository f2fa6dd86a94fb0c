#include "storage/postgres/appender.hpp"

#include "storage/append_rules.hpp"
#include "storage/forgettable.hpp"
#include "storage/postgres/requests.hpp"
#include "storage/postgres/row_writer.hpp"
#include "storage/postgres/schema.hpp"

#include <algorithm>

namespace auren::storage::postgres {

namespace {

constexpr uint64_t ahead = 100'000; // partitions are made in time
constexpr size_t few = 256;         // below, COPY's two round trips cost more

const std::string reserve_sql = "SELECT auren.reserve($1::bigint)";
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
std::string text(const result& from, int row, int column) {
  return std::string{from.bytes(row, column)};
}

} // namespace

appender::appender(database& db, clock_us now, seal::codec payloads)
  : db_(db), now_(std::move(now)), line_(payloads) {}

void appender::forget() {
  line_.forget();
  people_.forget();
}

std::vector<caf::expected<events::Appended>>
appender::append(commands_of commands) {
  have_partition(last_ + ahead);
  auto db = db_.take();
  transaction change{*db, transaction::begun_elsewhere{}};
  auto known = people_.look_up(*db, commands);
  auto plan = decide(commands, people_.all(), known, *db_.keys());
  if (plan.commands.empty())
    return std::move(plan.results);
  auto first = reserve(*db, plan);
  people_.name_new(*db, plan);
  name_types(*db, plan);
  auto steps = write_events(*db, plan, first);
  complete(plan, first);
  write_rest(*db, commands, plan, std::move(steps));
  return std::move(plan.results);
}

uint64_t appender::reserve(connection& db, const append_plan& plan) {
  auto n = plan.events.size();
  auto got = db.query(reserve_sql, params{}.number(n));
  last_ = got.as<uint64_t>(0, 0);
  for (auto position : {last_ - n + 1, last_})
    if (n > 0 && !partitions_.contains(partition_of(position)))
      throw failure{"", "other nodes filled a partition meanwhile"};
  return last_ - n + 1;
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

void appender::seal_events(const append_plan& plan, uint64_t first,
                           const sealing_line::sink& out) {
  for (const auto& one : plan.events)
    line_.add(next_event(one, first++), out);
  line_.flush(out);
}

/// Writes many events at once; of few it returns what will write them.
std::vector<step>
appender::write_events(connection& db, const append_plan& plan,
                       uint64_t first) {
  auto into = [](auto& rows) {
    return [&rows](std::span<const outgoing> group) {
      for (const auto& row : group)
        rows.add(row);
    };
  };
  auto n = plan.events.size();
  std::vector<step> steps;
  if (n == 0)
    return steps;
  if (n < few && partition_of(first) == partition_of(first + n - 1)) {
    row_columns rows;
    seal_events(plan, first, into(rows));
    steps.push_back(rows.take());
  } else {
    row_writer rows{db};
    seal_events(plan, first, into(rows));
    rows.finish();
  }
  return steps;
}

outgoing appender::next_event(const planned_event& one, uint64_t position) {
  auto event = envelope_of(*one.event, *one.who, now_);
  event.position = position;
  event.version = one.version;
  one.person->newest_id
    = std::max(one.person->newest_id, one.event->event_id());
  return {.event = event,
          .payload = one.event->payload(),
          .key = value_of(key_for(*one.event, *one.who, *db_.keys(),
                                  value_of(db_.keys()->sealing_key(*one.who)))),
          .last_hash = &one.stream->last_hash,
          .tenant = one.person->tenant,
          .person = one.person->id,
          .stream = one.stream->id,
          .type = types_.at(one.event->type())};
}

void appender::complete(append_plan& plan, uint64_t first) {
  for (const auto& command : plan.commands)
    if (command.adds)
      plan.results[command.index]->set_position(first + command.end - 1);
}

void appender::write_rest(connection& db, commands_of commands,
                          append_plan& plan, std::vector<step> steps) {
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
      requests.add(*command.who, command.person->tenant, command.person->id,
                   to_kept(commands[command.index]->request(),
                           *plan.results[command.index]),
                   value_of(reply_key_for(
                     *commands[command.index], *command.who, *db_.keys(),
                     value_of(db_.keys()->sealing_key(*command.who)))));
  }
  steps.push_back({move_streams_sql});
  steps.back().values.numbers(stream_ids).numbers(versions).list(hashes);
  steps.push_back({move_people_sql});
  steps.back().values.numbers(people).list(newest);
  if (!requests.empty())
    steps.push_back(requests.take());
  steps.push_back({"COMMIT"});
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

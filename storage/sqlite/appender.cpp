#include "storage/sqlite/appender.hpp"

#include "storage/append_rules.hpp"
#include "storage/event_record.hpp"
#include "storage/forgettable.hpp"
#include "storage/sqlite/requests.hpp"

#include <unordered_set>

namespace auren::storage::sqlite {

/// One command on its way through.
struct appender::work {
  const events::Append& command;
  const person_id& who;
  writer_person& person;
  std::vector<const events::Event*> fresh{}; // not in the log yet
  std::vector<seal::data_key> keys{};        // of each of them
  seal::data_key reply_key{};
};

appender::appender(connection& db, seal::keyring& keys, clock_us now,
                   seal::codec payloads)
  : db_(db), keys_(keys), now_(std::move(now)), index_(db),
    known_(db.handle(),
           "SELECT 1 FROM events WHERE event_id = ? AND person = ?"),
    inserter_(db.handle()),
    insert_([this](std::span<const outgoing> rows) { inserter_.insert(rows); }),
    line_(payloads) {}

caf::expected<events::Appended>
appender::append(const events::Append& command) {
  auto& [who, person]
    = index_.person({command.context().tenant(), command.context().person()});
  work job{command, who, person};
  if (job.person.erased)
    return caf::make_error(errc::erased);
  if (auto refused = validate(command))
    return refused;
  if (job.person.id != 0 && !command.request().key().empty()) {
    auto known
      = find_request(db_, keys_, who, job.person.id, command.request());
    if (!known)
      return known.error();
    if (*known)
      return std::move(**known);
  }
  find_new(job);
  if (auto refused = check_version(job))
    return refused;
  return write(job);
}

void appender::find_new(work& job) {
  std::unordered_set<std::string_view> seen;
  for (const auto& event : job.command.events()) {
    bool first = seen.insert(event.event_id()).second;
    if (first && !is_known(event, job.person.id))
      job.fresh.push_back(&event);
  }
}

bool appender::is_known(const events::Event& event, int64_t person) {
  // Ids are ordered by time: most are newer than all that the log has.
  const auto& id = event.event_id();
  return id <= index_.newest_id()
         && (line_.holds(id, person) || known_(blob{id}, person).next());
}

caf::error appender::check_version(const work& job) {
  if (!job.command.has_expected_version() || job.fresh.empty())
    return caf::none;
  auto version = version_of(job, job.command.events(0).stream());
  if (version == job.command.expected_version())
    return caf::none;
  return caf::make_error(errc::version_conflict,
                         "the stream is at version " + std::to_string(version));
}

uint64_t appender::version_of(const work& job, const std::string& stream) {
  return job.person.id == 0 ? 0 : index_.stream(job.person.id, stream).version;
}

caf::expected<events::Appended> appender::write(work& job) {
  const auto& command = job.command;
  bool keeps_reply = !command.request().key().empty();
  events::Appended outcome;
  if (!job.fresh.empty() || keeps_reply) {
    if (auto refused = find_keys(job))
      return refused;
    if (job.person.id == 0)
      index_.add(job.who, job.person);
  }
  for (size_t i = 0; i < job.fresh.size(); ++i)
    line_.add(next_event(job, *job.fresh[i], job.keys[i]), insert_);
  if (!job.fresh.empty())
    outcome.set_position(index_.head());
  if (!command.events().empty())
    outcome.set_version(
      version_of(job, command.events(command.events_size() - 1).stream()));
  auto duplicates
    = static_cast<size_t>(command.events_size()) - job.fresh.size();
  outcome.set_duplicates(static_cast<uint32_t>(duplicates));
  if (keeps_reply)
    put_request(db_, job.reply_key, job.who, job.person.id,
                to_kept(command.request(), outcome));
  return outcome;
}

caf::error appender::find_keys(work& job) {
  auto person = keys_.sealing_key(job.who);
  if (!person)
    return std::move(person.error());
  for (const auto* event : job.fresh) {
    auto key = key_for(*event, job.who, keys_, *person);
    if (!key)
      return std::move(key.error());
    job.keys.push_back(std::move(*key));
  }
  auto reply = reply_key_for(job.command, job.who, keys_, *person);
  if (!reply)
    return std::move(reply.error());
  job.reply_key = std::move(*reply);
  return caf::none;
}

outgoing appender::next_event(work& job, const events::Event& event,
                              const seal::data_key& key) {
  auto& stream = index_.stream(job.person.id, event.stream());
  if (stream.id == 0)
    index_.add(job.person.id, event.stream(), stream);
  auto out = envelope_of(event, job.who, now_);
  out.position = ++index_.head();
  out.version = ++stream.version;
  index_.moved(stream);
  index_.added(out.event_id);
  return {.event = out,
          .payload = event.payload(),
          .key = key,
          .last_hash = &stream.last_hash,
          .person = job.person.id,
          .stream = stream.id,
          .type = index_.type(event.type())};
}

void appender::finish() {
  line_.flush(insert_);
  index_.write_heads();
}

void appender::forget() {
  line_.forget();
  index_.forget();
}

} // namespace auren::storage::sqlite

#include "storage/sqlite/appender.hpp"

#include "messages/event_types.hpp"
#include "storage/event_record.hpp"
#include "storage/sqlite/requests.hpp"

#include <unordered_set>

namespace auren::storage::sqlite {

namespace {

constexpr size_t largest_payload = 16 << 20;
constexpr size_t largest_envelope = 4096;

caf::error invalid(const char* text) {
  return caf::make_error(errc::invalid_message, text);
}

size_t envelope_size(const events::Event& event) {
  return event.stream().size() + event.causation_id().size()
         + event.trace_id().size() + event.algorithm().size();
}

/// Empty means the context's; anybody else is not the sender's to write for.
bool fits(const std::string& given, const std::string& context) {
  return given.empty() || given == context;
}

caf::error validate_event(const events::Event& event, const person_id& who) {
  if (event.event_id().size() != 16)
    return invalid("an event id has 16 bytes");
  if (event.stream().empty())
    return invalid("event without stream");
  if (events::find_event_type(event.type()) == nullptr)
    return invalid("unknown type of event");
  if (!fits(event.tenant(), who.tenant) || !fits(event.person(), who.person))
    return invalid("an event of somebody else");
  if (event.payload().size() > largest_payload
      || envelope_size(event) > largest_envelope)
    return caf::make_error(errc::too_large, "an event is too large");
  return caf::none;
}

} // namespace

/// One command on its way through.
struct appender::work {
  const events::Append& command;
  person_id who;
  writer_person& person;
  std::vector<const events::Event*> fresh{}; // not in the log yet
  seal::data_key key{};
};

appender::appender(connection& db, seal::keyring& keys, clock_us now,
                   seal::codec payloads)
  : db_(db), keys_(keys), now_(std::move(now)), payloads_(payloads), index_(db),
    known_(db.handle(),
           "SELECT 1 FROM events WHERE event_id = ? AND person = ?"),
    inserter_(db.handle()) {}

caf::expected<events::Appended>
appender::append(const events::Append& command) {
  person_id who{command.context().tenant(), command.context().person()};
  work job{command, who, index_.person(who)};
  if (job.person.erased)
    return caf::make_error(errc::erased);
  if (auto refused = validate(job))
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

caf::error appender::validate(const work& job) const {
  for (const auto& event : job.command.events())
    if (auto refused = validate_event(event, job.who))
      return refused;
  return caf::none;
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
         && (inserter_.holds(id, person) || known_(blob{id}, person).next());
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
    auto key = keys_.sealing_key(job.who);
    if (!key)
      return key.error();
    job.key = std::move(*key);
    if (job.person.id == 0)
      index_.add(job.who, job.person);
  }
  for (const auto* event : job.fresh)
    outcome.set_position(write_event(job, *event));
  if (!command.events().empty())
    outcome.set_version(
      version_of(job, command.events(command.events_size() - 1).stream()));
  auto duplicates
    = static_cast<size_t>(command.events_size()) - job.fresh.size();
  outcome.set_duplicates(static_cast<uint32_t>(duplicates));
  if (keeps_reply)
    put_request(db_, job.key, job.who, job.person.id, command.request(),
                outcome);
  return outcome;
}

uint64_t appender::write_event(work& job, const events::Event& event) {
  auto& stream = index_.stream(job.person.id, event.stream());
  if (stream.id == 0)
    index_.add(job.person.id, event.stream(), stream);
  envelope out;
  out.position = ++index_.head();
  out.version = ++stream.version;
  out.urgency
    = static_cast<uint8_t>(events::find_event_type(event.type())->urgency);
  out.occurred_at_us = event.occurred_at_us();
  out.utc_offset_s = event.utc_offset_s();
  out.recorded_at_us = now_();
  out.event_id = event.event_id();
  out.tenant = job.who.tenant;
  out.person = job.who.person;
  out.stream = event.stream();
  out.type = event.type();
  out.causation_id = event.causation_id();
  out.trace_id = event.trace_id();
  out.algorithm = event.algorithm();
  auto previous = std::exchange(stream.last_hash, {});
  out.previous_hash = previous;
  auto sealed
    = seal::seal(job.key, event.payload(), payload_bound(out), payloads_);
  stream.last_hash = event_hash(out, sealed);
  index_.moved(stream);
  auto body = encode({stream.last_hash, previous, out.causation_id,
                      out.trace_id, out.algorithm, sealed});
  index_.added(out.event_id);
  inserter_.add({out.position, stream.id, out.version,
                 index_.type(event.type()), out.urgency, job.person.id,
                 out.occurred_at_us, out.utc_offset_s, out.recorded_at_us,
                 out.event_id, std::move(body)});
  return out.position;
}

void appender::finish() {
  inserter_.flush();
  index_.write_heads();
}

void appender::forget() {
  inserter_.forget();
  index_.forget();
}

} // namespace auren::storage::sqlite

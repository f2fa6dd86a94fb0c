#include "storage/log_walk.hpp"

#include "storage/failure.hpp"

namespace auren::storage {

bool log_walk::event(const stored_event& row) {
  auto position = row.event.position;
  bool follows = promise_ == positions::without_gaps ? position == next()
                                                     : position > last_;
  if (!follows)
    return found(damage::missing, next(), "a position is not there");
  if (!row.whole)
    return found(damage::edited, position, "bytes and hash differ");
  auto& last = streams_[row.stream];
  if (row.event.version != last.version + 1
      || row.event.previous_hash != last.hash)
    return found(damage::chain, position, "it does not follow its predecessor");
  last = {row.event.version, std::string{row.hash}};
  people_.insert(row.person);
  last_ = position;
  ++result_.events;
  return payload(row);
}

bool log_walk::payload(const stored_event& row) {
  auto opened = open_payload(row, keys_);
  if (opened)
    return true;
  if (opened.error() == errc::damaged)
    return found(damage::seal, row.event.position,
                 "the payload is sealed otherwise");
  if (opened.error() != errc::erased)
    throw refusal{opened.error()};
  // What was forgotten alone has no key either; its person still has one.
  person_id who{std::string{row.event.tenant}, std::string{row.event.person}};
  if (auto key = keys_.existing_key(who); !key && key.error() == errc::erased)
    erased_.insert(row.person);
  return true;
}

bool log_walk::head(int64_t stream, uint64_t version,
                    std::string_view last_hash) {
  ++heads_;
  auto walked = streams_.find(stream);
  if (walked == streams_.end() || walked->second.version < version)
    return found(damage::missing, next(), "the end of a stream is not there");
  if (walked->second.version != version || walked->second.hash != last_hash)
    return found(damage::chain, 0, "a stream's head is not its last hash");
  return true;
}

bool log_walk::all_heads_seen() {
  return heads_ == streams_.size()
         || found(damage::chain, 0, "a stream's head is not there");
}

bool log_walk::request(const request_row& row, const person_id& who) {
  auto reply = open_reply(row, who, keys_);
  return reply || reply.error() != errc::damaged
         || found(damage::request, row.position, "a stored reply");
}

bool log_walk::found(damage kind, uint64_t position, std::string detail) {
  result_.kind = kind;
  result_.position = position;
  result_.detail = std::move(detail);
  return false;
}

verification log_walk::finish() {
  result_.people = people_.size();
  result_.erased = erased_.size();
  result_.streams = streams_.size();
  return std::move(result_);
}

} // namespace auren::storage

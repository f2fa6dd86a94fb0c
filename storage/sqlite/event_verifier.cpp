#include "storage/sqlite/event_verifier.hpp"

#include "storage/sqlite/event_rows.hpp"
#include "storage/sqlite/requests.hpp"

#include <fmt/format.h>

#include <set>

namespace auren::storage::sqlite {

namespace {

/// Where a stream has come to on the walk.
struct link {
  uint64_t version = 0;
  std::string hash;
};

class walk {
public:
  walk(connection& db, dictionary& names, seal::keyring& keys)
    : db_(db), names_(names), keys_(keys) {}

  verification run() {
    try {
      transaction instant{db_, "BEGIN"};
      if (log() && stream_heads() && requests())
        file();
    } catch (const failure& problem) {
      if (!problem.damaged())
        throw;
      found(damage::file, result_.events + 1, problem.what());
    }
    result_.people = people_.size();
    result_.erased = erased_.size();
    result_.streams = streams_.size();
    return std::move(result_);
  }

private:
  bool found(damage kind, uint64_t position, std::string detail) {
    result_.kind = kind;
    result_.position = position;
    result_.detail = std::move(detail);
    return false;
  }

  bool log() {
    static const auto sql
      = fmt::format("SELECT {} FROM events ORDER BY position", event_columns);
    auto cursor = db_.prepared(sql)();
    while (cursor.next())
      if (!event(read_row(cursor, names_)))
        return false;
    return true;
  }

  bool event(const event_row& row) {
    auto position = row.event.position;
    auto expected = result_.events + 1;
    if (position != expected)
      return found(damage::missing, expected, "a position is not there");
    if (!row.whole)
      return found(damage::edited, position, "bytes and hash differ");
    auto& last = streams_[row.stream];
    if (row.event.version != last.version + 1
        || row.event.previous_hash != last.hash)
      return found(damage::chain, position,
                   "it does not follow its predecessor");
    last = {row.event.version, std::string{row.hash}};
    people_.insert(row.person);
    ++result_.events;
    return payload(row);
  }

  bool payload(const event_row& row) {
    auto opened = open_payload(row, keys_);
    if (opened)
      return true;
    if (opened.error() == errc::damaged)
      return found(damage::seal, row.event.position,
                   "the payload is sealed "
                   "otherwise");
    if (opened.error() != errc::erased)
      throw failure{0, render(opened.error())};
    erased_.insert(row.person);
    return true;
  }

  /// An end that was cut off shows here: the heads still know of it.
  bool stream_heads() {
    auto cursor = db_.prepared("SELECT id, version, last_hash FROM streams")();
    size_t heads = 0;
    for (; cursor.next(); ++heads) {
      auto walked = streams_.find(cursor.integer(0));
      if (walked == streams_.end()
          || walked->second.version < cursor.as<uint64_t>(1))
        return found(damage::missing, result_.events + 1,
                     "the end of a stream is not there");
      if (walked->second.version != cursor.as<uint64_t>(1)
          || walked->second.hash != cursor.bytes(2))
        return found(damage::chain, 0, "a stream's head is not its last hash");
    }
    return heads == streams_.size()
           || found(damage::chain, 0, "a stream's head is not there");
  }

  bool requests() {
    auto cursor = db_.prepared(all_requests)();
    while (cursor.next()) {
      auto row = read_request(cursor);
      auto reply = open_reply(row, names_.person(row.person), keys_);
      if (!reply && reply.error() == errc::damaged)
        return found(damage::request, row.position, "a stored reply");
    }
    return true;
  }

  bool file() {
    auto cursor = db_.prepared("PRAGMA integrity_check(1)")();
    if (cursor.next() && cursor.bytes(0) == "ok")
      return true;
    return found(damage::file, 0, std::string{cursor.bytes(0)});
  }

  connection& db_;
  dictionary& names_;
  seal::keyring& keys_;
  verification result_;
  std::unordered_map<int64_t, link> streams_;
  std::set<int64_t> people_;
  std::set<int64_t> erased_;
};

} // namespace

verification
verify_events(connection& db, dictionary& names, seal::keyring& keys) {
  return walk{db, names, keys}.run();
}

} // namespace auren::storage::sqlite

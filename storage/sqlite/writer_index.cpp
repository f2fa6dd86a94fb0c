#include "storage/sqlite/writer_index.hpp"

#include "storage/sealed_rows.hpp"

#include <sqlite3.h>

namespace auren::storage::sqlite {

namespace {

constexpr size_t most_cached = 100'000;

} // namespace

writer_people::value_type& writer_index::person(const person_id& who) {
  auto [entry, is_new] = people_.try_emplace(who);
  if (!is_new)
    return *entry;
  auto found = db_.prepared("SELECT id, erased FROM people WHERE tenant = ?"
                            " AND person = ?")(who.tenant, who.person);
  if (found.next())
    entry->second = {found.integer(0), found.bytes(1) == erased_mark(who)};
  return *entry;
}

void writer_index::add(const person_id& who, writer_person& entry) {
  db_.prepared("INSERT INTO people (tenant, person) VALUES (?, ?)")
    .run(who.tenant, who.person);
  entry.id = sqlite3_last_insert_rowid(db_.handle());
}

writer_stream& writer_index::stream(int64_t person, const std::string& name) {
  auto& streams = streams_[person];
  if (auto known = streams.find(name); known != streams.end())
    return known->second;
  ++stream_count_;
  auto entry = streams.try_emplace(name).first;
  auto found = db_.prepared("SELECT id, version, last_hash FROM streams"
                            " WHERE person = ? AND name = ?")(person, name);
  if (found.next())
    entry->second = {found.integer(0), found.as<uint64_t>(1),
                     std::string{found.bytes(2)}, false};
  return entry->second;
}

void writer_index::add(int64_t person, const std::string& name,
                       writer_stream& entry) {
  db_
    .prepared("INSERT INTO streams (person, name, version, last_hash)"
              " VALUES (?, ?, 0, zeroblob(0))")
    .run(person, name);
  entry.id = sqlite3_last_insert_rowid(db_.handle());
}

int64_t writer_index::type(const std::string& name) {
  auto [entry, is_new] = types_.try_emplace(name, 0);
  if (!is_new)
    return entry->second;
  db_.prepared("INSERT OR IGNORE INTO types (name) VALUES (?)").run(name);
  auto found = db_.prepared("SELECT id FROM types WHERE name = ?")(name);
  found.next();
  return entry->second = found.integer(0);
}

uint64_t& writer_index::head() {
  if (!knows_head_) {
    auto found
      = db_.prepared("SELECT coalesce(max(position), 0) FROM events")();
    found.next();
    head_ = found.as<uint64_t>(0);
    knows_head_ = true;
  }
  return head_;
}

const std::string& writer_index::newest_id() {
  if (!newest_id_) {
    auto found = db_.prepared("SELECT max(event_id) FROM events")();
    found.next();
    newest_id_ = found.bytes(0);
  }
  return *newest_id_;
}

void writer_index::added(std::string_view id) {
  if (id > newest_id())
    newest_id_ = id;
}

void writer_index::moved(writer_stream& stream) {
  if (!std::exchange(stream.changed, true))
    moved_.push_back(&stream);
}

void writer_index::write_heads() {
  auto& update = db_.prepared(
    "UPDATE streams SET version = ?, last_hash = ? WHERE id = ?");
  for (auto* stream : moved_) {
    update.run(stream->version, blob{stream->last_hash}, stream->id);
    stream->changed = false;
  }
  moved_.clear();
}

void writer_index::forget() {
  people_.clear();
  streams_.clear();
  stream_count_ = 0;
  types_.clear();
  moved_.clear();
  knows_head_ = false;
  newest_id_.reset();
}

void writer_index::trim() {
  if (people_.size() + stream_count_ > most_cached)
    forget();
}

} // namespace auren::storage::sqlite

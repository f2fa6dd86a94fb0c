#include "tests/contract/support.hpp"

#include <fstream>
#include <random>
#include <set>

using namespace auren;
using namespace auren::test;

namespace {

/// Ten events of two people in three streams, and one stored reply.
template <class Store>
void fill(Store& store) {
  for (int i = 0; i < 5; ++i) {
    REQUIRE(store->append(command(anna, {event(i % 2 ? "a" : "b")})));
    REQUIRE(store->append(command(ben, {event("c")})));
  }
  REQUIRE(store->append(keyed(command(anna, {}), "key", "hash")));
}

storage::verification after(sqlite_backend& store, const std::string& sql) {
  store.close();
  store.tamper(sql);
  store.open();
  auto found = store->verify();
  REQUIRE(found);
  return *found;
}

std::string slurp(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void spill(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

} // namespace

TEST_SUITE_BEGIN("contract.integrity");

TEST_CASE_TEMPLATE("an untouched log verifies", Store, EVERY_STORE) {
  Store store;
  fill(store);
  store.reopen();
  auto found = store->verify();
  REQUIRE(found);
  CHECK(found->ok());
  CHECK_EQ(found->events, 10);
  CHECK_EQ(found->streams, 3);
  CHECK_EQ(found->people, 2);
}

TEST_CASE_TEMPLATE("each event names the hash of the one before", Store,
                   EVERY_STORE) {
  Store store;
  fill(store);
  std::set<std::string> seen;
  for (const auto& one : everything(*store.log)) {
    CHECK_EQ(one.previous_hash().size(), one.version() == 1 ? 0u : 32u);
    if (one.version() > 1)
      CHECK(seen.insert(one.previous_hash()).second);
  }
  CHECK_EQ(seen.size(), 7u);
}

TEST_CASE("an edit of any column of any event is found") {
  sqlite_backend store;
  fill(store);
  for (const char* column :
       {"stream", "version", "type", "class", "person", "occurred_at_us",
        "utc_offset_s", "recorded_at_us"}) {
    CAPTURE(column);
    std::string name{column};
    store.close();
    store.tamper("CREATE TABLE spare AS SELECT * FROM events; "
                 "DROP INDEX events_by_stream; "
                 "UPDATE events SET "
                 + name + " = " + name + " + 256 WHERE position = 4");
    store.open();
    auto found = store->verify();
    REQUIRE(found);
    CHECK_EQ(found->kind, storage::damage::edited);
    CHECK_EQ(found->position, 4);
    store.close();
    store.tamper("DELETE FROM events; INSERT INTO events SELECT * FROM spare;"
                 "DROP TABLE spare; CREATE UNIQUE INDEX events_by_stream"
                 " ON events (stream, version)");
    store.open();
    CHECK(store->verify()->ok());
  }
}

TEST_CASE("a damaged event is refused by reads that reach it") {
  sqlite_backend store;
  fill(store);
  after(store, "UPDATE events SET occurred_at_us = 1 WHERE position = 4");
  events::ReadLog question;
  question.set_everyone(true);
  auto before = store->read_log(question);
  REQUIRE(before);
  CHECK_EQ(before->events_size(), 3);
  question.set_after(3);
  CHECK_EQ(code(store->read_log(question)), errc::damaged);
}

TEST_CASE("a deleted event is found") {
  sqlite_backend store;
  fill(store);
  auto found = after(store, "DELETE FROM events WHERE position = 7");
  CHECK_EQ(found.kind, storage::damage::missing);
  CHECK_EQ(found.position, 7);
}

TEST_CASE("a cut off end is found") {
  sqlite_backend store;
  fill(store);
  auto found = after(store, "DELETE FROM events WHERE position > 8");
  CHECK_EQ(found.kind, storage::damage::missing);
  CHECK_EQ(found.position, 9);
}

TEST_CASE("swapped events are found") {
  sqlite_backend store;
  fill(store);
  auto found
    = after(store, "UPDATE events SET position = 99 WHERE position = 2;"
                   "UPDATE events SET position = 2 WHERE position = 4;"
                   "UPDATE events SET position = 4 WHERE position = 99");
  CHECK_EQ(found.kind, storage::damage::edited);
  CHECK_EQ(found.position, 2);
}

TEST_CASE("a payload of another event is found") {
  sqlite_backend store;
  fill(store);
  auto found = after(store, "UPDATE events SET body = (SELECT body FROM"
                            " events WHERE position = 8) WHERE position = 4");
  CHECK_EQ(found.kind, storage::damage::edited);
  CHECK_EQ(found.position, 4);
}

TEST_CASE("a renamed stream or person is found") {
  sqlite_backend store;
  fill(store);
  auto found = after(store, "UPDATE streams SET name = 'z' WHERE name = 'c'");
  CHECK_EQ(found.kind, storage::damage::edited);
  CHECK_EQ(found.position, 2);
  auto moved = after(store, "UPDATE streams SET name = 'c' WHERE name = 'z';"
                            "UPDATE people SET person = 'eve'"
                            " WHERE person = 'ben'");
  CHECK_EQ(moved.kind, storage::damage::edited);
  CHECK_EQ(moved.position, 2);
}

TEST_CASE("an edited stored reply is found") {
  sqlite_backend store;
  fill(store);
  auto found = after(store, "UPDATE requests SET position = 3");
  CHECK_EQ(found.kind, storage::damage::request);
}

TEST_CASE("one flipped byte anywhere is found or changes nothing") {
  sqlite_backend store;
  fill(store);
  std::vector<events::Append> many;
  for (int i = 0; i < 200; ++i) // so that most of the file's bytes matter
    many.push_back(keyed(command(anna, {event("s", ids::uuid7())}),
                         std::to_string(i), "hash"));
  append_all(*store.log, many);
  auto truth = everything(*store.log);
  store.close();
  auto file = store.folder.path() / "events.db";
  const auto whole = slurp(file);
  std::mt19937 random{11};
  int found = 0;
  for (int i = 0; i < 300; ++i) {
    auto bytes = whole;
    auto at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
    spill(file, bytes);
    CAPTURE(at);
    if (store.try_open()) {
      ++found;
      continue;
    }
    auto checked = store->verify();
    if (!checked || !checked->ok()) {
      ++found;
    } else {
      auto log = everything(*store.log);
      REQUIRE_EQ(log.size(), truth.size());
      for (size_t k = 0; k < log.size(); ++k)
        CHECK_EQ(log[k].SerializeAsString(), truth[k].SerializeAsString());
    }
    store.close();
  }
  MESSAGE("found " << found << " of 300, the others fell on unused bytes");
  CHECK_GT(found, 100);
  spill(file, whole);
  store.open();
  CHECK(store->verify()->ok());
}

TEST_SUITE_END();

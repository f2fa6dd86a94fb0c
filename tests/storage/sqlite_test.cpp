#include "storage/sqlite/migrations.hpp"
#include "tests/contract/support.hpp"

#include <fmt/format.h>

#include <atomic>
#include <barrier>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace auren::storage::sqlite;

TEST_SUITE_BEGIN("storage.sqlite");

TEST_CASE("a connection that is not durable is refused") {
  scratch_folder folder;
  connection db{folder.path() / "a.db", profile::durable};
  CHECK_NOTHROW(require_durable(db));
  db.run("PRAGMA synchronous=NORMAL");
  CHECK_THROWS_AS(require_durable(db), failure);
  db.run("PRAGMA synchronous=FULL");
  CHECK_NOTHROW(require_durable(db));
  db.run("PRAGMA journal_mode=DELETE");
  CHECK_THROWS_AS(require_durable(db), failure);
  connection loose{folder.path() / "b.db", profile::rebuildable};
  CHECK_THROWS_AS(require_durable(loose), failure);
}

TEST_CASE("an interrupted migration goes on where it was") {
  scratch_folder folder;
  connection db{folder.path() / "a.db", profile::durable};
  const migration broken[]
    = {{1, "one", "CREATE TABLE one (a)"},
       {2, "two", "CREATE TABLE two (a); CREATE TABLE one (a)"}};
  CHECK_THROWS_AS(migrate(db, broken), failure);
  const migration whole[]
    = {{1, "one", "CREATE TABLE one (a)"}, {2, "two", "CREATE TABLE two (a)"}};
  CHECK_NOTHROW(migrate(db, whole));
  CHECK_NOTHROW(migrate(db, whole));
  CHECK_NOTHROW(db.run("INSERT INTO two VALUES (1)"));
  CHECK_THROWS_AS(migrate(db, std::span{whole, 1}), failure);
}

TEST_CASE("a transaction that is not committed never was") {
  scratch_folder folder;
  connection db{folder.path() / "a.db", profile::durable};
  db.run("CREATE TABLE t (a UNIQUE)");
  auto count = [&] {
    auto found = db.prepared("SELECT count(*) FROM t")();
    found.next();
    return found.integer(0);
  };
  {
    transaction change{db};
    db.run("INSERT INTO t VALUES (1)");
  }
  CHECK_EQ(count(), 0);
  {
    transaction change{db};
    db.run("INSERT INTO t VALUES (1)");
    CHECK_THROWS_AS(db.run("INSERT INTO t VALUES (1)"), failure);
    change.commit();
  }
  CHECK_EQ(count(), 1);
}

TEST_CASE("a reader cannot write and makes no file") {
  scratch_folder folder;
  auto file = folder.path() / "a.db";
  CHECK_THROWS_AS((connection{file, profile::reader}), failure);
  CHECK_FALSE(std::filesystem::exists(file));
  connection writer{file, profile::durable};
  writer.run("CREATE TABLE t (a)");
  connection reader{file, profile::reader};
  CHECK_THROWS_AS(reader.run("INSERT INTO t VALUES (1)"), failure);
}

TEST_CASE("a new file may be opened by several at once") {
  scratch_folder folder;
  std::atomic<int> refused = 0;
  for (int round = 0; round < 100; ++round) {
    auto file = folder.path() / fmt::format("{}.db", round);
    std::barrier together{4};
    std::vector<std::jthread> all;
    for (int i = 0; i < 4; ++i)
      all.emplace_back([&] {
        together.arrive_and_wait();
        try {
          connection db{file, profile::rebuildable};
          db.run("CREATE TABLE IF NOT EXISTS t (a)");
        } catch (const failure&) {
          ++refused;
        }
      });
  }
  CHECK_EQ(refused.load(), 0);
}

TEST_CASE("the write-ahead log starts anew while much is written") {
  sqlite_backend store;
  std::vector<events::Append> batch;
  for (int round = 0; round < 24; ++round) {
    batch.clear();
    for (int i = 0; i < 500; ++i)
      batch.push_back(command(anna, {event("s", std::string(8000, 'x'))}));
    for (auto& one : append_all(*store.log, batch))
      REQUIRE(one);
  }
  auto size_of = [&](const char* name) {
    return std::filesystem::file_size(store.folder.path() / name);
  };
  CHECK_GT(size_of("events.db"), 40u << 20);
  CHECK_LT(size_of("events.db-wal"), 64u << 20);
}

TEST_SUITE_END();

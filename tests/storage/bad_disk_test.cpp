#include "storage/sqlite/connection.hpp"
#include "tests/contract/support.hpp"
#include "tests/storage/bad_disk.hpp"

#include <set>

using namespace auren;
using namespace auren::test;

namespace {

constexpr int always = 1'000'000;

/// What came of a few appends on a disk that failed somewhere among them.
struct outcome {
  std::vector<events::Append> all;
  std::set<std::string> acknowledged{};
  int refused = 0;
  int failures = 0;
};

outcome
append_some(sqlite_backend& store, bad_disk& disk, bad_disk::call what, int n) {
  outcome result;
  for (int i = 0; i < 3; ++i)
    result.all.push_back(
      keyed(command(anna, {event("a"), event("b", std::string(300, 'x'))}),
            "key " + std::to_string(i), "hash"));
  disk.fail(what, n);
  for (auto& one : result.all) {
    auto done = store->append(one);
    if (!done) {
      ++result.refused;
      CHECK_EQ(code(done), errc::storage_unavailable);
      continue;
    }
    for (auto& event : one.events())
      result.acknowledged.insert(event.event_id());
  }
  result.failures = disk.mend();
  return result;
}

/// What was acknowledged is there, once, and all else can be told again.
void check_kept(sqlite_backend& store, const outcome& told) {
  std::multiset<std::string> kept;
  for (auto& one : everything(*store.log))
    kept.insert(one.event_id());
  for (auto& id : told.acknowledged)
    CHECK_EQ(kept.count(id), 1u);
  for (auto& one : told.all)
    CHECK_EQ(code(store->append(one)), errc::none);
  CHECK_EQ(everything(*store.log).size(), 6u);
  auto found = store->verify();
  REQUIRE(found);
  CHECK_MESSAGE(found->ok(), found->detail);
}

/// Lets each `step`th call fail once; returns how many there were.
int check_every(bad_disk::call what, int step = 1) {
  for (int n = 1;; n += step) {
    CAPTURE(n);
    bad_disk disk;
    sqlite_backend store;
    auto told = append_some(store, disk, what, n);
    check_kept(store, told);
    store.reopen();
    check_kept(store, told);
    if (told.failures == 0)
      return n - 1;
    CHECK_EQ(told.refused, 1);
  }
}

} // namespace

TEST_SUITE_BEGIN("storage.bad_disk");

TEST_CASE("no sync that fails is acknowledged, whichever it is") {
  CHECK_GE(check_every(bad_disk::call::sync), 3);
}

TEST_CASE("a write that fails costs its append and no other") {
  CHECK_GE(check_every(bad_disk::call::write, 7), 6);
}

TEST_CASE("a disk that stays broken is told, and one that comes back serves") {
  bad_disk disk;
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  for (auto what : {bad_disk::call::sync, bad_disk::call::write}) {
    disk.fail(what, 1, always);
    for (int i = 0; i < 3; ++i) {
      auto refused = store->append(command(anna, {event()}));
      CHECK_EQ(code(refused), errc::storage_unavailable);
      CHECK_NE(render(refused.error()).find("disk I/O error"),
               std::string::npos);
    }
    CHECK_EQ(everything(*store.log).size(), 1u);
    CHECK_GT(disk.mend(), 0);
  }
  CHECK(store->append(command(anna, {event()})));
  CHECK(store->verify()->ok());
}

// The control: a connection that is not durable hears nothing of it.
TEST_CASE("without synchronous=FULL a failing sync goes unnoticed") {
  bad_disk disk;
  scratch_folder folder;
  storage::sqlite::connection loose{folder.path() / "a.db",
                                    storage::sqlite::profile::rebuildable};
  loose.run("CREATE TABLE t (a)");
  disk.fail(bad_disk::call::sync, 1, always);
  CHECK_NOTHROW(loose.run("INSERT INTO t VALUES (1)"));
  disk.mend();
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("storage.bad_disk.long");

TEST_CASE("whichever write fails, it costs its append and no other") {
  CHECK_GE(check_every(bad_disk::call::write), 6);
}

TEST_SUITE_END();

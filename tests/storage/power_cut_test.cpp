#include "storage/postgres/connection.hpp"
#include "storage/sqlite/connection.hpp"
#include "tests/contract/support.hpp"
#include "tests/storage/loop_disk.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <set>
#include <thread>
#include <unistd.h>

using namespace auren;
using namespace auren::test;
namespace postgres = storage::postgres;
namespace sqlite = storage::sqlite;

namespace {

using ids_of = std::vector<std::string>;

/// What was acknowledged, and what was while the call that cuts the power ran:
/// it takes some milliseconds, in which ext4 may call synced what is lost (a
/// bare loop of write and fdatasync sees the same); a machine without power
/// answers nobody.
struct promises {
  ids_of before;
  ids_of meanwhile;
};

/// Appends until the disk does not take it any more.
void append_until_dark(storage::event_repository& log,
                       const std::atomic<bool>& cutting, promises& made) {
  for (unsigned round = 0;; ++round) {
    std::vector<events::Event> some;
    for (unsigned i = 0; i < 1 + round % 5; ++i)
      some.push_back(event());
    auto one = command(anna, std::move(some));
    if (!log.append(one))
      return;
    auto& into = cutting ? made.meanwhile : made.before;
    for (auto& each : one.events())
      into.push_back(each.event_id());
  }
}

size_t lost_of(const ids_of& promised, const std::set<std::string>& kept) {
  return static_cast<size_t>(std::ranges::count_if(
    promised, [&](auto& id) { return !kept.contains(id); }));
}

/// Every event once, and all that was acknowledged among them.
void check_kept(storage::event_repository& log, const promises& made) {
  std::set<std::string> kept;
  for (auto& one : everything(log, 1000))
    CHECK(kept.insert(one.event_id()).second);
  CHECK_EQ(lost_of(made.before, kept), 0u);
  auto found = log.verify();
  REQUIRE(found);
  CHECK_MESSAGE(found->ok(), found->detail);
}

/// The moment of the cut is the test's input.
void wait_a_little(std::mt19937& random) {
  std::this_thread::sleep_for(std::chrono::milliseconds{50 + random() % 250});
}

void cut_sqlite(loop_disk& disk, int rounds) {
  std::mt19937 random{7};
  promises made;
  auto path = disk.path() / "data";
  auto open = [&] {
    auto data = sqlite::data_folder::open(path);
    REQUIRE_MESSAGE(data, render(data.error()));
    auto log = sqlite::open_events(*data);
    REQUIRE_MESSAGE(log, render(log.error()));
    return std::move(*log);
  };
  for (int i = 0; i < rounds; ++i) {
    auto log = open();
    std::atomic<bool> cutting = false;
    std::thread writer{[&] { append_until_dark(*log, cutting, made); }};
    wait_a_little(random);
    cutting = true;
    disk.cut();
    writer.join();
    log.reset();
    disk.restore();
    check_kept(*open(), made);
  }
  MESSAGE(rounds << " cuts, " << made.before.size() << " acknowledged before, "
                 << made.meanwhile.size() << " while the power went");
  CHECK_GT(made.before.size(), 10u);
}

/// The control: a connection that does not wait for the disk loses commits.
void lose_sqlite(loop_disk& disk) {
  std::mt19937 random{8};
  auto file = disk.path() / "loose.db";
  int64_t acknowledged = 0;
  {
    sqlite::connection db{file, sqlite::profile::rebuildable};
    db.run("CREATE TABLE loose (n); PRAGMA wal_checkpoint(TRUNCATE)");
    std::thread writer{[&] {
      try {
        for (;; ++acknowledged)
          db.run("INSERT INTO loose VALUES (1)");
      } catch (const storage::failure&) {
        // It is dark.
      }
    }};
    wait_a_little(random);
    disk.cut();
    writer.join();
  }
  disk.restore();
  sqlite::connection db{file, sqlite::profile::rebuildable};
  auto kept = db.prepared("SELECT count(*) FROM loose")();
  kept.next();
  MESSAGE("without waiting for the disk " << acknowledged - kept.integer(0)
                                          << " of " << acknowledged
                                          << " were lost");
  CHECK_GT(acknowledged, kept.integer(0));
}

/// A PostgreSQL on the disk, with a database for the store.
struct server_on_disk {
  loop_disk& disk;
  scratch_folder folder{};
  postgres_server server{"", disk.path() / "pg"};
  std::string uri = server.make_database();

  explicit server_on_disk(loop_disk& on) : disk(on) {
    ::sync(); // a new cluster is made without waiting for the disk
  }

  std::unique_ptr<storage::event_repository> open() {
    postgres::database_options options;
    options.uri = uri;
    options.folder = folder.path();
    auto data = postgres::database::open(options);
    REQUIRE_MESSAGE(data, render(data.error()));
    auto log = postgres::open_events(*data);
    REQUIRE_MESSAGE(log, render(log.error()));
    return std::move(*log);
  }

  /// Lets the writers' last answers come in, then the lights go on again.
  void restart() {
    server.crash();
    disk.restore();
    server.start();
  }
};

void cut_postgres(loop_disk& disk, int rounds) {
  server_on_disk store{disk};
  std::mt19937 random{9};
  promises made;
  int64_t careless = 0;
  postgres::connection{store.uri}.run("CREATE TABLE public.loose (n BIGINT)");
  for (int i = 0; i < rounds; ++i) {
    auto log = store.open();
    std::atomic<bool> cutting = false;
    std::thread writer{[&] { append_until_dark(*log, cutting, made); }};
    wait_a_little(random);
    cutting = true;
    disk.cut();
    store.server.crash();
    writer.join();
    log.reset();
    disk.restore();
    store.server.start();
    check_kept(*store.open(), made);
  }
  { // the control, by itself: another's commit would sync this one's as well
    postgres::connection db{store.uri};
    db.run("SET synchronous_commit = off");
    for (; careless < 500; ++careless)
      db.run("INSERT INTO public.loose VALUES (1)");
    disk.cut();
  }
  store.restart();
  auto kept = postgres::connection{store.uri}.fetch(
    "SELECT count(*) FROM public.loose");
  MESSAGE(rounds << " cuts, " << made.before.size()
                 << " acknowledged; without waiting for the disk "
                 << careless - kept.integer(0, 0) << " of " << careless
                 << " were lost");
  CHECK_GT(made.before.size(), 10u);
  CHECK_GT(careless, kept.integer(0, 0));
}

void check_sqlite(int rounds) {
  scratch_folder folder;
  loop_disk disk{folder.path()};
  if (!disk.ready()) {
    MESSAGE("SKIP: no right to mount a disk whose power can be cut");
    return;
  }
  cut_sqlite(disk, rounds);
  lose_sqlite(disk);
}

void check_postgres(int rounds) {
  scratch_folder folder;
  loop_disk disk{folder.path(), 600};
  if (!disk.ready()) {
    MESSAGE("SKIP: no right to mount a disk whose power can be cut");
    return;
  }
  cut_postgres(disk, rounds);
}

} // namespace

TEST_SUITE_BEGIN("storage.power_cut.long");

TEST_CASE("power cuts lose nothing acknowledged, in the data folder") {
  check_sqlite(5);
}

TEST_CASE("200 power cuts lose nothing acknowledged, in the data folder") {
  check_sqlite(200);
}

TEST_CASE("50 power cuts lose nothing acknowledged, in PostgreSQL") {
  check_postgres(50);
}

TEST_SUITE_END();

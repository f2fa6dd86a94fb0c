#include "storage/postgres/connection.hpp"
#include "tests/contract/child.hpp"
#include "tests/contract/support.hpp"
#include "tests/storage/postgres/lone_store.hpp"

#include <sys/mount.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <sched.h>
#include <set>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace auren::storage::postgres;
using namespace std::chrono_literals;

namespace {

/// Writers that never stop, each trying again with the same ids until it is
/// acknowledged.
class load {
public:
  load(lone_store& store, unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      writers_.emplace_back(
        [this, i, log = std::shared_ptr{store.another()}] { write(i, *log); });
  }
  ~load() {
    stop();
  }

  void stop() {
    stop_ = true;
    for (auto& one : writers_)
      if (one.joinable())
        one.join();
  }

  std::vector<std::string> acknowledged;
  std::atomic<int> refused = 0;

private:
  void write(unsigned i, storage::event_repository& log) {
    std::mt19937 random{i};
    storage::person_id who{"home", "p" + std::to_string(i)};
    while (!stop_) {
      std::vector<events::Event> some;
      for (auto n = 1 + random() % 8; n > 0; --n)
        some.push_back(event());
      auto one = command(who, std::move(some));
      for (int tries = 0; !log.append(one); ++tries) {
        if (tries == 300)
          return; // the server is gone for good
        ++refused;
        std::this_thread::sleep_for(50ms); // it is busy coming back
      }
      std::lock_guard guard{mutex_};
      for (auto& each : one.events())
        acknowledged.push_back(each.event_id());
    }
  }

  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::vector<std::thread> writers_;
};

/// The control: commits that do not wait for the disk, and how many of those
/// that were acknowledged are gone.
class careless {
public:
  explicit careless(lone_store& store) : store_(store) {
    connection{store.uri}.run("CREATE TABLE public.loose (n BIGINT)");
  }

  void write_until_gone() {
    try {
      connection db{store_.uri};
      db.run("SET synchronous_commit = off");
      for (;; acknowledged_.push_back(next_++))
        db.query("INSERT INTO public.loose VALUES ($1::bigint)",
                 params{}.number(next_));
    } catch (const storage::failure&) {
      ++next_; // the server was killed; nobody knows of this one
    }
  }

  size_t lost() {
    auto kept = connection{store_.uri}.query(
      "SELECT count(*) FROM public.loose WHERE n = ANY($1::bigint[])",
      params{}.numbers(acknowledged_));
    return acknowledged_.size() - kept.as<size_t>(0, 0);
  }

private:
  lone_store& store_;
  int64_t next_ = 0;
  std::vector<int64_t> acknowledged_;
};

void check_kills(int rounds) {
  lone_store store;
  careless control{store};
  std::mt19937 random{17};
  load all{store, 4};
  for (int i = 0; i < rounds; ++i) {
    std::thread other{[&] { control.write_until_gone(); }};
    // The moment of the kill is the test's input.
    std::this_thread::sleep_for(std::chrono::milliseconds{30 + random() % 200});
    store.server.crash();
    other.join();
    store.server.start();
  }
  all.stop();
  std::map<std::string, int> kept;
  for (auto& one : everything(*store.log, 1000))
    CHECK_EQ(++kept[one.event_id()], 1);
  CHECK_EQ(kept.size(), all.acknowledged.size());
  for (auto& id : all.acknowledged)
    CHECK_EQ(kept.count(id), 1u);
  auto found = store.log->verify();
  REQUIRE(found);
  CHECK_MESSAGE(found->ok(), found->detail);
  auto lost = control.lost();
  MESSAGE(rounds << " kills, " << kept.size() << " events, "
                 << all.refused.load()
                 << " appends refused meanwhile; without waiting for the disk "
                 << lost << " commits were lost");
  CHECK_GT(lost, 0u);
}

/// Fills the disk under a server, frees it, and goes on. Returns 0 when all
/// went as it should. (Checks of the framework do not reach the parent.)
int run_out_of_disk(const std::string& folder) {
  auto resize = [&](const char* size, unsigned long flags) {
    return ::mount("tmpfs", folder.c_str(), "tmpfs", flags, size) == 0;
  };
  if (::unshare(CLONE_NEWNS) != 0
      || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
      || !resize("size=120m,mode=777", 0))
    return 77;
  postgres_server server{"-c max_wal_size=4GB", folder + "/pg"};
  database_options options;
  options.uri = server.make_database();
  options.folder = folder;
  auto data = database::open(options);
  auto log = data ? open_events(*data) : data.error();
  if (!log)
    return 10;
  std::mt19937 random{5};
  std::set<std::string> acknowledged;
  auto one = command(anna, {event()});
  for (int i = 0; i < 4000; ++i) {
    std::string bytes(100'000, '\0');
    for (auto& c : bytes)
      c = static_cast<char>(random());
    one = command(anna, {event("s", bytes)});
    auto done = (*log)->append(one);
    if (!done && done.error() != errc::storage_unavailable)
      return 11;
    if (!done)
      break;
    acknowledged.insert(one.events(0).event_id());
  }
  if (acknowledged.size() < 100 || acknowledged.size() == 4000)
    return 12;
  if (!resize("size=600m", MS_REMOUNT))
    return 13;
  server.start(); // where pg_wal is full, PostgreSQL gives up
  for (int tries = 0; !(*log)->append(one); ++tries)
    if (tries == 50) // a tenth of a second each, at least
      return 14;
  acknowledged.insert(one.events(0).event_id());
  std::map<std::string, int> kept;
  for (auto& each : everything(**log, 50))
    if (++kept[each.event_id()] != 1)
      return 15;
  for (auto& id : acknowledged)
    if (kept.count(id) == 0)
      return 16;
  if (kept.size() != acknowledged.size())
    return 17;
  return (*log)->verify()->ok() ? 0 : 18;
}

} // namespace

TEST_SUITE_BEGIN("storage.postgres.bad_days");

TEST_CASE("kills of the server under load lose nothing acknowledged") {
  check_kills(2);
}

TEST_CASE("a session is refused where the server has no more, and says so") {
  lone_store store{"-c max_connections=12 -c superuser_reserved_connections=1"};
  REQUIRE(store.log->append(command(anna, {event()})));
  std::vector<std::unique_ptr<connection>> others;
  try {
    for (;;)
      others.push_back(std::make_unique<connection>(store.uri));
  } catch (const storage::failure&) {
    CHECK_GT(others.size(), 3u);
  }
  auto second = store.another(); // with the sessions that there are
  auto busy = store.data->take();
  auto one = command(ben, {event()});
  auto refused = store.log->append(one);
  CHECK_EQ(code(refused), errc::storage_unavailable);
  CHECK_NE(render(refused.error()).find("max_connections"), std::string::npos);
  others.clear();
  CHECK(store.serves_soon());
  CHECK(store.log->append(one));
}

TEST_CASE("a full disk is refused, and later appends are taken") {
  scratch_folder folder;
  child writer{[&](int) { return run_out_of_disk(folder.path().string()); }};
  auto status = writer.wait();
  if (status == 77)
    MESSAGE("SKIP: no right to mount a small disk");
  else
    CHECK_EQ(status, 0);
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("storage.postgres.bad_days.long");

TEST_CASE("1,000 kills of the server under load lose nothing acknowledged") {
  check_kills(1000);
}

TEST_SUITE_END();

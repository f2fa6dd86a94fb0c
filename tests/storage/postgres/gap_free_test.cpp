#include "storage/postgres/database.hpp"
#include "tests/contract/support.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <random>
#include <set>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace auren::storage::postgres;
using namespace std::chrono_literals;

namespace {

/// Returns the positions of one page; nothing when it could not be read.
std::optional<std::vector<uint64_t>>
try_read(storage::event_reader& log, uint64_t after) {
  events::ReadLog question;
  question.set_everyone(true);
  question.set_after(after);
  question.set_limit(500);
  auto page = log.read_log(question);
  if (!page)
    return std::nullopt;
  std::vector<uint64_t> result;
  for (const auto& one : page->events())
    result.push_back(one.position());
  return result;
}

std::vector<uint64_t> read_after(storage::event_reader& log, uint64_t after) {
  return try_read(log, after).value();
}

/// A transaction by hand, up to where it has its positions.
struct slow_writer {
  connection db;
  uint64_t position = 0;

  explicit slow_writer(const std::string& uri) : db(uri) {
    db.run("SET auren.tenant = '*'; BEGIN");
    position = db.query("SELECT auren.reserve(1)").as<uint64_t>(0, 0);
  }

  /// Writes a copy of the event at position 1 at its own place.
  void write() {
    db.query("INSERT INTO auren.events_0 SELECT tenant, $1::bigint, stream,"
             " version, type, class, person, occurred_at_us, utc_offset_s,"
             " recorded_at_us, event_id, body FROM auren.events"
             " WHERE position = 1",
             params{}.number(position));
  }
};

std::vector<uint64_t> positions_of(connection& db, const std::string& where) {
  auto found = db.fetch("SELECT position FROM auren.events WHERE position > 1"
                        " AND "
                        + where + " ORDER BY position");
  std::vector<uint64_t> result;
  for (int row = 0; row < found.rows(); ++row)
    result.push_back(found.as<uint64_t>(row, 0));
  return result;
}

} // namespace

TEST_SUITE_BEGIN("storage.postgres.gap_free");

TEST_CASE("two sessions: who commits first is not told first") {
  postgres_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  connection reader{store.uri};
  reader.run("SET auren.tenant = '*'");
  auto told = [&reader] {
    auto horizon = reader.fetch("SELECT auren.horizon()").integer(0, 0);
    return "position <= " + std::to_string(horizon);
  };
  slow_writer a{store.uri};
  slow_writer b{store.uri};
  REQUIRE_EQ(a.position, 2);
  REQUIRE_EQ(b.position, 3);
  b.write();
  b.db.run("COMMIT");
  // The naive reader goes on from 3, and never sees 2.
  CHECK_EQ(positions_of(reader, "true"), std::vector<uint64_t>{3});
  CHECK_EQ(positions_of(reader, told()), std::vector<uint64_t>{});
  CHECK_EQ(*store->head(), 1);
  a.write();
  a.db.run("COMMIT");
  CHECK_EQ(positions_of(reader, told()), std::vector<uint64_t>{2, 3});
  CHECK_EQ(*store->head(), 3);
}

TEST_CASE("who writes no events holds nobody up") {
  postgres_backend store;
  connection other{store.uri};
  other.run("CREATE TABLE IF NOT EXISTS public.other (a BIGINT);"
            "BEGIN; INSERT INTO public.other VALUES (1)");
  REQUIRE(store->append(command(anna, {event(), event()})));
  CHECK_EQ(read_after(*store.log, 0), std::vector<uint64_t>{1, 2});
}

TEST_CASE("an aborted writer leaves a gap that holds nobody up") {
  postgres_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  slow_writer dead{store.uri};
  REQUIRE(store->append(command(anna, {event()})));
  CHECK_EQ(read_after(*store.log, 1), std::vector<uint64_t>{});
  dead.db.run("ROLLBACK");
  CHECK_EQ(read_after(*store.log, 1), std::vector<uint64_t>{3});
  CHECK(store->verify()->ok());
}

// Writers of several nodes, some of whose sessions are killed and some of
// whose transactions are aborted at random; a reader that follows meanwhile
// must see each event once, in the order of positions, and none too late.
TEST_CASE("many writers: no event is skipped or told twice") {
  postgres_backend store;
  std::atomic<bool> done = false;
  std::atomic<int> acknowledged = 0;
  std::vector<std::thread> nodes;
  for (unsigned node = 0; node < 6; ++node)
    nodes.emplace_back([&, node] {
      std::mt19937 random{node};
      auto log = open_events(store.data, [] { return int64_t{1}; });
      storage::person_id who{"home", "p" + std::to_string(node / 2)};
      for (int i = 0; i < 120; ++i) {
        std::vector<events::Append> batch;
        for (auto n = 1 + random() % 40; n-- > 0;)
          batch.push_back(command(who, {event()}));
        for (auto& one : append_all(**log, batch))
          acknowledged += one ? 1 : 0;
        if (random() % 4 == 0)
          std::this_thread::sleep_for(
            std::chrono::microseconds{random() % 3000});
      }
    });
  std::thread chaos{[&] {
    std::mt19937 random{99};
    while (!done) {
      std::this_thread::sleep_for(std::chrono::milliseconds{random() % 40});
      try {
        slow_writer idle{store.uri}; // has positions, and never uses them
        std::this_thread::sleep_for(std::chrono::milliseconds{random() % 30});
      } catch (const storage::failure&) {
        // Killed itself.
      }
      if (random() % 3 == 0)
        postgres_server::shared().run(
          store.uri, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                     " WHERE datname = current_database() AND pid <>"
                     " pg_backend_pid() AND query NOT LIKE '%page WHERE%'"
                     " ORDER BY random() LIMIT 1");
    }
  }};
  std::vector<uint64_t> followed;
  uint64_t at = 0;
  auto follow = [&] { // until there is no more; its session is killed as well
    auto more = try_read(*store.log, at);
    if (!more)
      return true;
    if (!more->empty())
      at = more->back();
    followed.insert(followed.end(), more->begin(), more->end());
    return !more->empty();
  };
  std::thread closer{[&] {
    for (auto& node : nodes)
      node.join();
    done = true;
  }};
  while (!done)
    follow();
  closer.join();
  chaos.join();
  while (follow()) {
  }
  std::vector<uint64_t> all;
  for (const auto& one : everything(*store.log, 1000))
    all.push_back(one.position());
  CHECK(std::ranges::is_sorted(followed));
  CHECK_EQ(followed, all);
  CHECK_GE(all.size(), static_cast<size_t>(acknowledged));
  CHECK_GT(acknowledged, 1000);
  auto found = store->verify();
  REQUIRE(found);
  CHECK_MESSAGE(found->ok(), found->detail);
}

TEST_CASE("16 writers of one stream, each with its expected version") {
  postgres_backend store;
  std::vector<std::thread> writers;
  std::atomic<int> won = 0;
  for (int i = 0; i < 16; ++i)
    writers.emplace_back([&] {
      auto log = open_events(store.data, [] { return int64_t{1}; });
      for (int k = 0; k < 8;) {
        auto one = command(anna, {event("contested")});
        one.set_expected_version(*(*log)->stream_version(anna, "contested"));
        auto done = (*log)->append(one);
        if (done)
          ++won, ++k;
        else
          REQUIRE(done.error() == errc::version_conflict);
      }
    });
  for (auto& one : writers)
    one.join();
  CHECK_EQ(won, 128);
  CHECK_EQ(*store->stream_version(anna, "contested"), 128);
  uint64_t version = 0;
  for (const auto& one : everything(*store.log))
    CHECK_EQ(one.version(), ++version);
}

TEST_SUITE_END();

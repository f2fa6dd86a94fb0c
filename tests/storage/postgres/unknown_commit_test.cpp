#include "tests/contract/support.hpp"
#include "tests/storage/postgres/gate.hpp"

#include <array>
#include <random>
#include <set>

using namespace auren;
using namespace auren::test;

namespace {

/// A store behind a gate, and the truth beside it.
struct gated {
  postgres_backend direct;
  gate door{postgres_server::shared().folder()};
  std::unique_ptr<storage::event_repository> log = open();

  std::unique_ptr<storage::event_repository> open() {
    storage::postgres::database_options options;
    options.uri = door.through(direct.uri);
    options.folder = direct.folder.path();
    auto database = storage::postgres::database::open(options);
    REQUIRE_MESSAGE(database, render(database.error()));
    auto opened
      = storage::postgres::open_events(*database, [] { return int64_t{1}; });
    REQUIRE_MESSAGE(opened, render(opened.error()));
    return std::move(*opened);
  }

  gated() { // the first append of a store has more to commit than itself
    REQUIRE(log->append(command(anna, {event("first", "first")})));
  }

  /// Returns how many events of the stream "s" there are, and how many of them
  /// say something else than all others.
  std::array<size_t, 2> count() {
    std::set<std::string> different;
    size_t all = 0;
    for (const auto& one : everything(*direct.log, 1000))
      if (one.stream() == "s") {
        ++all;
        different.insert(one.payload());
      }
    return {all, different.size()};
  }
};

/// Some events that tell their own number, under a request key.
events::Append numbered(int i, int n) {
  std::vector<events::Event> some;
  for (int k = 0; k < n; ++k)
    some.push_back(event("s", std::to_string(i) + "." + std::to_string(k)));
  return keyed(command(anna, std::move(some)), std::to_string(i), "hash",
               "reply " + std::to_string(i));
}

} // namespace

TEST_SUITE_BEGIN("storage.postgres.unknown_commit");

TEST_CASE_FIXTURE(gated, "a lost answer is asked for again on the way") {
  door.lose(1);
  auto done = log->append(numbered(1, 3));
  CHECK_EQ(door.lost(), 1);
  REQUIRE_MESSAGE(done, render(done.error()));
  CHECK_EQ(done->reply(), "reply 1");
  CHECK_EQ(count(), std::array<size_t, 2>{3, 3});
}

TEST_CASE_FIXTURE(gated, "whoever tries again with the same ids does no harm") {
  std::mt19937 random{41};
  size_t written = 0;
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    auto n = 1 + static_cast<int>(random() % 5);
    auto one = numbered(i, n);
    written += static_cast<size_t>(n);
    door.lose(static_cast<int>(random() % 2));
    door.refuse(static_cast<int>(random() % 3));
    auto done = log->append(one);
    for (; !done; done = log->append(one)) {
      ++refused;
      REQUIRE_EQ(code(done), errc::storage_unavailable);
    }
    door.lose(0);
    door.refuse(0);
    REQUIRE_EQ(*direct->stream_version(anna, "s"), written);
    REQUIRE_EQ(done->version(), written);
  }
  CHECK_GT(refused, 5);
  CHECK_EQ(count(), std::array<size_t, 2>{written, written});
  CHECK(direct->verify()->ok());
}

// The control: what the ids are for.
TEST_CASE_FIXTURE(gated, "whoever tries again with new ids writes twice") {
  for (int tries = 0; tries < 2; ++tries) {
    door.lose(tries == 0 ? 1 : 0);
    door.refuse(tries == 0 ? 1 : 0);
    auto one = command(anna, {event("s", "the same")});
    CHECK_EQ(static_cast<bool>(log->append(one)), tries == 1);
  }
  CHECK_EQ(count(), std::array<size_t, 2>{2, 1});
}

TEST_SUITE_END();

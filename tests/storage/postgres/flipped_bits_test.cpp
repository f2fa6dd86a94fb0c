#include "storage/postgres/connection.hpp"
#include "tests/storage/postgres/lone_store.hpp"

#include <fstream>
#include <random>

using namespace auren;
using namespace auren::test;
using storage::postgres::connection;

namespace {

/// Flips bits of the table of events, one at a time, and starts the server
/// again each time; returns how many were told.
int check_flips(int rounds) {
  lone_store store;
  std::vector<events::Append> many;
  for (int i = 0; i < 300; ++i)
    many.push_back(command(anna, {event("s", std::string(100, 'x'))}));
  for (auto& one : append_all(*store.log, many))
    REQUIRE(one);
  auto truth = everything(*store.log);
  auto path = connection{store.uri}.fetch(
    "SELECT convert_to(pg_relation_filepath('auren.events_0'), 'UTF8')");
  auto file = store.server.folder() / "data" / std::string{path.bytes(0, 0)};
  std::mt19937 random{23};
  int told = 0;
  for (int i = 0; i < rounds; ++i) {
    store.server.run(store.uri, "CHECKPOINT");
    store.server.crash();
    auto at = static_cast<std::streamoff>(random()
                                          % std::filesystem::file_size(file));
    std::fstream raw{file, std::ios::in | std::ios::out | std::ios::binary};
    char byte = 0;
    raw.seekg(at).get(byte);
    auto flip = [&](char to) { raw.seekp(at).put(to).flush(); };
    flip(static_cast<char>(byte ^ (1 << random() % 8)));
    store.server.start();
    CAPTURE(at);
    auto found = store.log->verify();
    REQUIRE(found);
    told += found->ok() ? 0 : 1;
    if (!found->ok())
      CHECK_FALSE(found->detail.empty());
    events::ReadLog next;
    next.set_everyone(true);
    auto page = store.log->read_log(next);
    for (int k = 0; page && k < page->events_size(); ++k)
      CHECK_EQ(page->events(k).SerializeAsString(),
               truth[static_cast<size_t>(k)].SerializeAsString());
    if (found->ok())
      CHECK_EQ(page->events_size(), static_cast<int>(truth.size()));
    store.server.crash();
    flip(byte);
    store.server.start();
    store.serves_soon();
    truth = everything(*store.log, 1000);
  }
  CHECK(store.log->verify()->ok());
  return told;
}

} // namespace

TEST_SUITE_BEGIN("storage.postgres.flipped_bits");

TEST_CASE("a flipped bit in a table is told, and nothing false is served") {
  CHECK_GT(check_flips(2), 0);
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("storage.postgres.flipped_bits.long");

TEST_CASE("100 flipped bits in a table are told or change nothing") {
  CHECK_GT(check_flips(100), 50);
}

TEST_SUITE_END();

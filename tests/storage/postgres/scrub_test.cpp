#include "storage/postgres/scrub.hpp"
#include "tests/storage/postgres/lone_store.hpp"

#include <fstream>
#include <sstream>

using namespace auren;
using namespace auren::test;
using namespace auren::storage::postgres;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

constexpr auto secret = "the-wrapped-key-4711";

/// A table with a row that was overwritten, on a server of its own.
struct overwritten {
  scratch_folder folder;
  postgres_server server{};
  std::string uri = server.make_database();
  connection db{uri};

  overwritten() {
    db.run("CREATE TABLE kept (name TEXT); CREATE INDEX ON kept (name)");
    db.run(std::string{"INSERT INTO kept VALUES ('"} + secret + "')");
    db.run("UPDATE kept SET name = 'nothing'");
  }

  /// Whether a file holds the secret, the server's log apart.
  bool on_disk() {
    server.run(uri, "CHECKPOINT");
    for (auto& entry : fs::recursive_directory_iterator{server.folder()}) {
      if (entry.path().string().find("/pg_wal/") != std::string::npos)
        continue;
      std::ifstream in{entry.path(), std::ios::binary};
      std::stringstream bytes;
      bytes << in.rdbuf();
      if (bytes.view().find(secret) != std::string_view::npos)
        return true;
    }
    return false;
  }

  std::string content() {
    return std::string{db.query("SELECT name FROM kept").bytes(0, 0)};
  }
};

} // namespace

TEST_SUITE_BEGIN("storage.scrub");

TEST_CASE("what is gone from a table is gone from its files") {
  overwritten table;
  REQUIRE(table.on_disk());
  CHECK(scrub(table.db, "kept", 5s));
  CHECK_FALSE(table.on_disk());
  CHECK_EQ(table.content(), "nothing");
}

TEST_CASE("what another session still sees is scrubbed when it has ended") {
  overwritten table;
  connection old{table.uri};
  table.db.run("UPDATE kept SET name = '" + std::string{secret} + "'");
  old.run("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
  table.db.run("UPDATE kept SET name = 'nothing'");
  CHECK_FALSE(scrub(table.db, "kept", 50ms));
  CHECK(table.on_disk());
  std::thread leaving{[&] {
    std::this_thread::sleep_for(100ms);
    old.run("COMMIT");
  }};
  CHECK(scrub(table.db, "kept", 30s));
  leaving.join();
  CHECK_FALSE(table.on_disk());
}

TEST_SUITE_END();

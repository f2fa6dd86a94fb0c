#include "storage/postgres/database.hpp"
#include "storage/postgres/schema.hpp"
#include "tests/contract/support.hpp"

#include <atomic>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace auren::storage::postgres;

namespace {

/// An empty database for one test.
struct empty_database {
  std::string uri = postgres_server::shared().make_database();
  ~empty_database() {
    postgres_server::shared().drop_database(uri);
  }
};

struct power_cut {};

/// Migrates and breaks off before the statement number `at`; returns whether
/// it came that far.
bool break_off(const std::string& uri, int at) {
  try {
    connection db{uri};
    migrate(db, schema_steps(), [&at](const char*) {
      if (at-- == 0)
        throw power_cut{};
    });
    return false;
  } catch (const power_cut&) {
    return true;
  }
}

/// Everything that the schema consists of, in words.
std::string shape_of(const std::string& uri) {
  connection db{uri};
  auto found = db.query(
    "SELECT convert_to(coalesce(string_agg(what, E'\\n' ORDER BY what), ''),"
    " 'UTF8') FROM (SELECT format('%s.%s.%s %s', table_schema, table_name,"
    " column_name, data_type) AS what FROM information_schema.columns"
    " WHERE table_schema LIKE 'auren%' UNION ALL SELECT indexdef FROM"
    " pg_indexes WHERE schemaname LIKE 'auren%' UNION ALL SELECT"
    " tablename || policyname FROM pg_policies UNION ALL SELECT proname::text"
    " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    " WHERE nspname = 'auren') all_of_it");
  return std::string{found.bytes(0, 0)};
}

} // namespace

TEST_SUITE_BEGIN("storage.postgres.schema");

TEST_CASE("a migration goes on wherever it was interrupted") {
  empty_database whole;
  REQUIRE_FALSE(break_off(whole.uri, 1000));
  auto expected = shape_of(whole.uri);
  REQUIRE_GT(expected.size(), 1000u);
  int statements = 0;
  for (const auto& step : schema_steps())
    statements += static_cast<int>(step.statements.size());
  empty_database broken;
  for (int at = 0; at < statements; ++at) {
    // Each attempt does whole steps only, and each goes a little further.
    connection db{broken.uri};
    db.run("DROP SCHEMA IF EXISTS auren CASCADE;"
           "DROP SCHEMA IF EXISTS auren_keys CASCADE");
    REQUIRE(break_off(broken.uri, at));
    REQUIRE_FALSE(break_off(broken.uri, 1000));
    REQUIRE_EQ(shape_of(broken.uri), expected);
  }
}

TEST_CASE("nodes that start together migrate once") {
  empty_database fresh;
  std::vector<std::thread> nodes;
  std::atomic<int> statements = 0;
  for (int i = 0; i < 4; ++i)
    nodes.emplace_back([&] {
      connection db{fresh.uri};
      migrate(db, schema_steps(), [&](const char*) { ++statements; });
    });
  for (auto& node : nodes)
    node.join();
  int expected = 0;
  for (const auto& step : schema_steps())
    expected += static_cast<int>(step.statements.size());
  CHECK_EQ(statements, expected);
}

TEST_CASE("a database of a newer auren is refused") {
  empty_database fresh;
  connection db{fresh.uri};
  migrate(db, schema_steps());
  db.run("INSERT INTO auren.schema_migrations VALUES (9999, 'later')");
  CHECK_THROWS_AS(migrate(db, schema_steps()), storage::refusal);
}

TEST_CASE("a session sees the tenant that it names and no other") {
  postgres_backend store;
  REQUIRE(store->append(command({"one", "anna"}, {event()})));
  REQUIRE(store->append(command({"two", "ben"}, {event(), event()})));
  connection db{store.uri};
  auto count = [&](const char* table) {
    return db.fetch(std::string{"SELECT count(*) FROM auren."} + table)
      .integer(0, 0);
  };
  auto first
    = db.fetch("SELECT id FROM auren.tenants WHERE name = 'one'").integer(0, 0);
  for (const auto* table : {"events", "streams", "people"}) {
    CAPTURE(table);
    db.run("RESET auren.tenant");
    CHECK_EQ(count(table), 0);
    db.run("SET auren.tenant = '" + std::to_string(first) + "'");
    CHECK_EQ(count(table), 1);
    db.run("SET auren.tenant = '*'");
    CHECK_GE(count(table), 2);
  }
}

TEST_CASE("events lie in partitions by position") {
  postgres_backend store;
  store.tamper("SELECT setval('auren.positions', 7999998)");
  store.reopen();
  for (uint64_t position : {7'999'999u, 8'000'000u, 8'000'001u})
    CHECK_EQ(store->append(command(anna, {event()}))->position(), position);
  std::vector<events::Append> batch(1, command(anna, {}));
  for (int i = 0; i < 3; ++i)
    *batch[0].add_events() = event();
  store.tamper("SELECT setval('auren.positions', 15999998)");
  store.reopen();
  CHECK_EQ(append_all(*store.log, batch)[0]->position(), 16'000'001u);
  CHECK_EQ(everything(*store.log, 2).size(), 6u);
  CHECK(store->verify()->ok());
  connection db{store.uri};
  CHECK_EQ(db.fetch("SELECT count(*) FROM pg_inherits WHERE inhparent ="
                    " 'auren.events'::regclass")
             .integer(0, 0),
           3);
}

TEST_CASE("hypertables are used where the extension is") {
  empty_database plain;
  connection db{plain.uri};
  CHECK_FALSE(has_timescale(db));
}

TEST_CASE("a server that is not durable is refused") {
  postgres_server loose{std::string{"-c fsync=off"}};
  auto uri = loose.make_database();
  connection db{uri};
  CHECK_NE(why_not_durable(db).find("fsync"), std::string::npos);
  scratch_folder folder;
  auto opened = database::open({uri, 4, folder.path(), {}});
  REQUIRE_FALSE(opened);
  CHECK(opened.error() == errc::refused);
}

TEST_SUITE_END();

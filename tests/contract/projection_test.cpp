#include "messages/ingest.pb.h"
#include "storage/failure.hpp"
#include "tests/contract/child.hpp"
#include "tests/contract/support.hpp"

#include <random>
#include <stdexcept>

using namespace auren;
using namespace auren::test;
using storage::cell;

namespace {

/// Counts events and refuses those it was told to refuse.
class counting : public storage::projection {
public:
  static inline bool poisonous = true;

  std::string_view name() const override {
    return "counting";
  }
  uint32_t schema() const override {
    return schema_;
  }
  std::vector<storage::table_spec> tables() const override {
    return {{"counts",
             "CREATE TABLE counts (person TEXT, position BIGINT, weight"
             " DOUBLE PRECISION, PRIMARY KEY (position))",
             "position"}};
  }
  caf::expected<void> fold(const events::Event& event,
                           storage::projection_tables& tables) override {
    ++folds;
    std::array<cell, 3> row{event.person(),
                            static_cast<int64_t>(event.position()), 0.5};
    tables.run("INSERT INTO counts VALUES (?, ?, ?)", row);
    if (poisonous && event.payload() == "throw")
      throw std::runtime_error{"secret value 42"};
    if (poisonous && event.payload() == "refuse")
      return errc::invalid_value;
    return caf::unit;
  }
  caf::expected<void> erase(const storage::person_id& who,
                            storage::projection_tables& tables) override {
    std::array<cell, 1> person{who.person};
    tables.run("DELETE FROM counts WHERE person = ?", person);
    return caf::unit;
  }

  explicit counting(uint32_t schema = 1) : schema_(schema) {}
  int folds = 0;

private:
  uint32_t schema_;
};

/// Tables as the projection had that sample chunks took the place of; it takes
/// the first event and refuses the others.
class retired_index : public storage::projection {
public:
  std::string_view name() const override {
    return "sample_index";
  }
  uint32_t schema() const override {
    return 1;
  }
  std::vector<storage::table_spec> tables() const override {
    return {
      {"sample_days",
       "CREATE TABLE sample_days (day BIGINT, PRIMARY KEY (day))", "day"},
      {"sample_metrics",
       "CREATE TABLE sample_metrics (metric BIGINT, PRIMARY KEY (metric))",
       "metric"}};
  }
  caf::expected<void> fold(const events::Event& event,
                           storage::projection_tables& tables) override {
    if (event.position() > 1)
      return errc::invalid_value;
    tables.run("INSERT INTO sample_days VALUES (1)", {});
    return caf::unit;
  }
  caf::expected<void>
  erase(const storage::person_id&, storage::projection_tables&) override {
    return caf::unit;
  }
};

constexpr auto name = storage::sample_chunks_name;

template <class Store>
std::unique_ptr<storage::projection_store> open(Store& store) {
  auto opened = store.projections();
  REQUIRE(opened->add(std::make_unique<counting>()));
  REQUIRE(opened->add(storage::make_sample_chunks(store.keys())));
  return opened;
}

events::Event samples(const std::string& metric, const std::string& source,
                      int64_t first_ms, int n, int32_t offset_s = 0) {
  ingest::SamplesRecorded recorded;
  auto& series = *recorded.add_series();
  series.set_metric(metric);
  series.set_source(source);
  series.set_first_ms(first_ms);
  series.add_utc_offset_s(offset_s);
  for (int i = 0; i < n; ++i) {
    series.add_step_ms(i == 0 ? 0 : 3'600'000);
    series.add_value(i);
  }
  auto result = event("samples", recorded.SerializeAsString());
  result.set_type("samples.recorded");
  return result;
}

constexpr int64_t day_ms = 86'400'000;

} // namespace

TEST_SUITE_BEGIN("contract.projection");

TEST_CASE_TEMPLATE("a rebuild gives identical bytes", Store, EVERY_STORE) {
  Store store;
  auto projections = open(store);
  auto empty = *projections->digest(name);
  for (int i = 0; i < 30; ++i) {
    REQUIRE(store->append(
      command(i % 3 ? anna : ben,
              {samples(i % 2 ? "heart_rate" : "steps",
                       i % 5 ? "whoop" : "apple", i * day_ms / 4, 10)})));
    REQUIRE(projections->catch_up(name, *store.log));
  }
  auto before = *projections->digest(name);
  CHECK_NE(before, empty);
  auto rebuilt = projections->rebuild(name, *store.log);
  REQUIRE(rebuilt);
  CHECK_EQ(*rebuilt, 30);
  CHECK_EQ(*projections->digest(name), before);
  store.tamper_projections(
    "UPDATE sample_chunks SET n = n + 1 WHERE first_day = 3");
  CHECK_NE(*projections->digest(name), before);
  REQUIRE(projections->rebuild(name, *store.log));
  CHECK_EQ(*projections->digest(name), before);
}

TEST_CASE_TEMPLATE("poison is parked and the others go on", Store,
                   EVERY_STORE) {
  counting::poisonous = true;
  Store store;
  auto projections = open(store);
  REQUIRE(store->append(
    command(anna, {event("s", "fine"), event("s", "throw"), event("s", "fine"),
                   event("s", "refuse"), event("s", "fine")})));
  CHECK_EQ(*projections->catch_up("counting", *store.log), 5);
  auto parked = projections->parked("counting");
  REQUIRE(parked);
  REQUIRE_EQ(parked->size(), 2u);
  CHECK_EQ((*parked)[0].position, 2);
  CHECK_EQ((*parked)[0].tries, 3u);
  CHECK_EQ((*parked)[0].error.find("42"), std::string::npos);
  CHECK_EQ((*parked)[1].position, 4);
  CHECK_EQ((*parked)[1].error, "invalid_value");
  CHECK_EQ(projections->status("counting")->parked(), 2u);
  CHECK_EQ(*projections->replay_parked("counting", *store.log), 2u);
  CHECK_EQ((*projections->parked("counting"))[0].tries, 4u);
  counting::poisonous = false;
  CHECK_EQ(*projections->replay_parked("counting", *store.log), 0u);
  auto late = *projections->digest("counting");
  REQUIRE(projections->rebuild("counting", *store.log));
  CHECK_EQ(*projections->digest("counting"), late);
}

TEST_CASE_TEMPLATE("another schema starts anew and the same does not", Store,
                   EVERY_STORE) {
  counting::poisonous = false;
  Store store;
  auto projections = open(store);
  REQUIRE(store->append(command(anna, {event()})));
  REQUIRE(projections->catch_up("counting", *store.log));
  projections.reset();
  projections = open(store);
  CHECK_EQ(projections->status("counting")->position(), 1);
  REQUIRE(projections->add(std::make_unique<counting>(2)));
  CHECK_EQ(projections->status("counting")->position(), 0);
  CHECK_EQ(*projections->catch_up("counting", *store.log), 1);
}

TEST_CASE_TEMPLATE("a gap is refused and the past is skipped", Store,
                   EVERY_STORE) {
  counting::poisonous = false;
  Store store;
  auto projections = open(store);
  REQUIRE(store->append(command(anna, {event(), event(), event()})));
  events::ReadLog all;
  all.set_everyone(true);
  auto batch = *store->read_log(all);
  all.set_after(1);
  auto gap = *store->read_log(all);
  CHECK_EQ(code(projections->fold("counting", gap)), errc::invalid_message);
  CHECK_EQ(projections->status("counting")->position(), 0);
  CHECK_EQ(*projections->fold("counting", batch), 3);
  auto once = *projections->digest("counting");
  CHECK_EQ(*projections->fold("counting", batch), 3);
  CHECK_EQ(*projections->digest("counting"), once);
  CHECK_EQ(code(projections->status("none")), errc::not_found);
}

TEST_CASE_TEMPLATE("rows and checkpoint survive a kill together", Store,
                   EVERY_STORE) {
  counting::poisonous = false;
  Store store;
  std::vector<events::Append> many;
  for (int i = 0; i < 400; ++i)
    many.push_back(command(anna, {event()}));
  append_all(*store.log, many);
  auto expected = [&] {
    auto projections = open(store);
    REQUIRE(projections->rebuild("counting", *store.log));
    auto digest = *projections->digest("counting");
    REQUIRE(projections->add(std::make_unique<counting>(9)));
    return digest;
  }();
  store.close();
  std::mt19937 random{std::random_device{}()};
  for (int round = 0; round < 5; ++round) {
    child projector{[&](int pipe) {
      store.open();
      auto projections = open(store);
      for (uint64_t at = projections->status("counting")->position();;) {
        events::ReadLog next;
        next.set_everyone(true);
        next.set_after(at);
        next.set_limit(3);
        auto batch = store->read_log(next);
        if (batch->events().empty())
          return 0;
        at = *projections->fold("counting", *batch);
        say(pipe, "f");
      }
    }};
    projector.read(1 + random() % 25);
    projector.kill();
  }
  store.open();
  auto projections = open(store);
  CHECK_EQ(projections->status("counting")->parked(), 0u);
  REQUIRE(projections->catch_up("counting", *store.log));
  CHECK_EQ(projections->status("counting")->parked(), 0u);
  CHECK_EQ(*projections->digest("counting"), expected);
}

TEST_CASE("a log from an older backup is folded anew") {
  counting::poisonous = false;
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  store.close();
  auto file = store.folder.path() / "events.db";
  auto backup = store.folder.path() / "events.backup";
  std::filesystem::copy_file(file, backup);
  store.open();
  REQUIRE(store->append(command(ben, {event(), event()})));
  CHECK_EQ(*open(store)->catch_up("counting", *store.log), 3);
  store.close();
  std::filesystem::copy_file(backup, file,
                             std::filesystem::copy_options::overwrite_existing);
  store.open();
  auto projections = open(store);
  CHECK_EQ(*projections->catch_up("counting", *store.log), 1);
  auto restored = *projections->digest("counting");
  REQUIRE(projections->rebuild("counting", *store.log));
  CHECK_EQ(*projections->digest("counting"), restored);
}

TEST_CASE_TEMPLATE("what retired projections left is dropped", Store,
                   EVERY_STORE) {
  counting::poisonous = false;
  Store store;
  auto projections = open(store);
  REQUIRE(projections->add(std::make_unique<retired_index>()));
  REQUIRE(store->append(command(anna, {event(), event()})));
  REQUIRE(projections->catch_up("counting", *store.log));
  REQUIRE(projections->catch_up("sample_index", *store.log));
  CHECK_EQ(store.rows_of("sample_days"), 1);
  CHECK_EQ(store.rows_of("sample_metrics"), 0);
  CHECK_EQ(store.rows_of("parked"), 1);
  auto kept = *projections->digest("counting");
  auto checkpoints = store.rows_of("checkpoints");
  projections.reset();
  projections = open(store);
  CHECK_THROWS_AS(store.rows_of("sample_days"), storage::failure);
  CHECK_THROWS_AS(store.rows_of("sample_metrics"), storage::failure);
  CHECK_EQ(store.rows_of("parked"), 0);
  CHECK_EQ(store.rows_of("checkpoints"), checkpoints - 1);
  CHECK_EQ(*projections->digest("counting"), kept);
}

TEST_SUITE_END();

#include "storage/failure.hpp"
#include "storage/projections/projection_runner.hpp"
#include "storage/sqlite/projection_tables.hpp"
#include "tests/contract/support.hpp"

using namespace auren;
using namespace auren::test;

namespace {

/// Counts the savepoints that a runner asks for.
class counted_tables : public storage::sqlite::projection_tables {
public:
  counted_tables(const std::filesystem::path& file, int& savepoints)
    : projection_tables(file), savepoints_(savepoints) {}

  void execute(const std::string& sql) override {
    savepoints_ += sql.starts_with("SAVEPOINT") ? 1 : 0;
    projection_tables::execute(sql);
  }

private:
  int& savepoints_;
};

/// Refuses events of the type "bad", and fails to settle those called "late".
class picky : public storage::projection {
public:
  std::string_view name() const override {
    return "picky";
  }
  uint32_t schema() const override {
    return 1;
  }
  std::vector<storage::table_spec> tables() const override {
    return {{"picked", "CREATE TABLE picked (a BIGINT, PRIMARY KEY (a))", "a"}};
  }
  caf::expected<void>
  fold(const events::Event& event, storage::projection_tables&) override {
    if (event.type() == "bad")
      return errc::invalid_value;
    kept_.push_back(event);
    return caf::unit;
  }
  void settle(storage::projection_tables& tables) override {
    for (auto& event : std::exchange(kept_, {})) {
      if (event.type() == "late")
        throw storage::refusal{caf::make_error(errc::damaged)};
      std::array<storage::cell, 1> row{static_cast<int64_t>(event.position())};
      tables.run("INSERT INTO picked VALUES (?)", row);
    }
  }
  void discard() override {
    kept_.clear();
  }
  caf::expected<void>
  erase(const storage::person_id&, storage::projection_tables&) override {
    return caf::unit;
  }

private:
  std::vector<events::Event> kept_;
};

struct fixture {
  scratch_folder folder;
  int savepoints = 0;
  storage::projection_runner runner{
    std::make_unique<counted_tables>(folder.path() / "a.db", savepoints)};

  fixture() {
    REQUIRE(runner.add(std::make_unique<picky>()));
  }

  /// Folds a page of events of these types.
  uint64_t fold(uint64_t after, const std::vector<std::string>& types) {
    events::Events page;
    page.set_after(after);
    for (auto& type : types) {
      auto& event = *page.add_events();
      event.set_position(++after);
      event.set_type(type);
    }
    return *runner.fold("picky", page);
  }
};

} // namespace

TEST_SUITE_BEGIN("storage.projection_runner");

TEST_CASE_FIXTURE(fixture, "a page without poison is one savepoint") {
  CHECK_EQ(fold(0, {"a", "b", "c", "d"}), 4);
  CHECK_EQ(savepoints, 1);
}

TEST_CASE_FIXTURE(fixture, "a page with poison goes event by event") {
  CHECK_EQ(fold(0, {"a", "bad", "c", "late", "e"}), 5);
  CHECK_EQ(savepoints, 1 + 1 + 3 + 1 + 3 + 1);
  auto parked = *runner.parked("picky");
  REQUIRE_EQ(parked.size(), 2u);
  CHECK_EQ(parked[0].position, 2);
  CHECK_EQ(parked[0].error, "invalid_value");
  CHECK_EQ(parked[1].position, 4);
  CHECK_EQ(parked[1].error, "damaged");
  storage::sqlite::projection_tables rows{folder.path() / "a.db",
                                          storage::sqlite::profile::reader};
  CHECK_EQ(std::get<int64_t>(rows.rows("SELECT sum(a) FROM picked", {})[0][0]),
           1 + 3 + 5);
}

TEST_SUITE_END();

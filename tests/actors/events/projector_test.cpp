#include "actors/events/projector.hpp"
#include "storage/backend.hpp"
#include "tests/contract/support.hpp"
#include "tests/support/deterministic.hpp"

using namespace auren;
using namespace auren::events;
using storage::cell;

namespace {

/// Keeps positions; one of them cannot be folded until `poison` is 0.
class positions : public storage::projection {
public:
  static inline uint64_t poison = 0;

  std::string_view name() const override {
    return "positions";
  }
  uint32_t schema() const override {
    return 1;
  }
  std::vector<storage::table_spec> tables() const override {
    return {{"positions",
             "CREATE TABLE positions (position BIGINT PRIMARY KEY)",
             "position"}};
  }
  caf::expected<void> fold(const Event& event,
                           storage::projection_tables& tables) override {
    if (event.position() == poison)
      return errc::invalid_value;
    std::array<cell, 1> row{static_cast<int64_t>(event.position())};
    tables.run("INSERT INTO positions VALUES (?)", row);
    return caf::unit;
  }
  caf::expected<void>
  erase(const storage::person_id&, storage::projection_tables&) override {
    return caf::unit;
  }
};

/// Answers from the store, at most five events a page.
feed_actor::behavior_type small_feed(feed_actor::pointer,
                                     storage::event_reader* log) {
  return {
    [](const Events&) {},
    [log](ReadLog question) -> caf::result<Events> {
      question.set_limit(5);
      auto found = log->read_log(question);
      if (!found)
        return std::move(found.error());
      return std::move(*found);
    },
    [](caf::subscribe_atom, const caf::strong_actor_ptr&) {},
  };
}

struct projector_fixture : test::deterministic {
  test::scratch_folder folder;
  std::shared_ptr<storage::backend> store;
  std::unique_ptr<storage::event_repository> log;
  std::unique_ptr<storage::event_reader> pages;
  feed_actor feed;
  projector_actor projector;

  projector_fixture() {
    positions::poison = 0;
    storage::backend_options options;
    options.folder = folder.path();
    auto opened = storage::backend::open(options);
    REQUIRE_MESSAGE(opened, render(opened.error()));
    store = std::move(*opened);
    log = std::move(*store->open_events());
    pages = std::move(*log->open_reader());
    feed = system.spawn(small_feed, pages.get());
  }

  ~projector_fixture() {
    self->send_exit(projector, caf::exit_reason::user_shutdown);
    self->send_exit(feed, caf::exit_reason::user_shutdown);
  }

  void append(int n) {
    for (int i = 0; i < n; ++i) {
      Append command;
      command.mutable_context()->set_tenant("home");
      command.mutable_context()->set_person("me");
      auto& event = *command.add_events();
      event.set_event_id(ids::uuid7());
      event.set_type("samples.recorded");
      event.set_stream("samples");
      event.set_payload("x");
      REQUIRE(log->append(command));
    }
  }

  void start() {
    auto open = [this]() {
      auto result = store->open_projections();
      REQUIRE(result);
      REQUIRE((*result)->add(std::make_unique<positions>()));
      return result;
    };
    projector = system.spawn(events::projector, std::string{"positions"},
                             open_projections{open},
                             std::move(*log->open_reader()), feed);
    settle();
  }

  /// The rows as the projection should have them, told by their digest.
  std::string digest() {
    auto tables = store->open_projections();
    REQUIRE((*tables)->add(std::make_unique<positions>()));
    return *(*tables)->digest("positions");
  }
};

} // namespace

TEST_SUITE_BEGIN("events.projector");

TEST_CASE_FIXTURE(projector_fixture, "a parked event is told and tried again") {
  append(12);
  positions::poison = 7;
  start();
  auto found = ask<ProjectionStatus>(projector, ListParked{});
  REQUIRE(found);
  CHECK_EQ(found->position(), 12u);
  REQUIRE_EQ(found->parked_events_size(), 1);
  CHECK_EQ(found->parked_events(0).position(), 7u);
  CHECK_EQ(found->parked_events(0).tries(), 3u);
  CHECK_EQ(found->parked_events(0).error(), "invalid_value");
  CHECK_EQ(ask<ProjectionStatus>(projector, ReplayParked{})->parked(), 1u);
  positions::poison = 0;
  CHECK_EQ(ask<ProjectionStatus>(projector, ReplayParked{})->parked(), 0u);
}

TEST_CASE_FIXTURE(projector_fixture,
                  "it is folded anew while the log grows, to the same rows") {
  append(23);
  start();
  auto before = digest();
  auto anew = self->request(projector, caf::infinite, Rebuild{});
  auto asked = self->request(projector, caf::infinite, AwaitPosition{});
  scheduler.run_once();
  append(9); // between two pages
  self->send(projector, Committed{});
  settle();
  ProjectionStatus done;
  anew.receive([&](const ProjectionStatus& s) { done = s; },
               [](const caf::error& why) { FAIL(render(why)); });
  CHECK_GE(done.position(), 23u);
  bool answered = false;
  asked.receive([&](const ProjectionStatus&) { answered = true; },
                [](const caf::error& why) { FAIL(render(why)); });
  CHECK(answered);
  AwaitPosition all;
  all.set_position(32);
  CHECK_EQ(ask<ProjectionStatus>(projector, all)->position(), 32u);
  CHECK_NE(digest(), before);
  auto grown = digest();
  REQUIRE(ask<ProjectionStatus>(projector, Rebuild{}));
  CHECK_EQ(digest(), grown);
}

TEST_CASE_FIXTURE(projector_fixture,
                  "a page that was asked for before a rebuild is not folded") {
  append(3);
  start();
  append(9);
  self->send(projector, Committed{});
  scheduler.run_once(); // the page after 3 is on its way
  self->send(projector, Rebuild{});
  settle();
  AwaitPosition all;
  all.set_position(12);
  auto status = ask<ProjectionStatus>(projector, all);
  REQUIRE(status);
  CHECK_EQ(status->position(), 12u);
  CHECK_EQ(status->parked(), 0u);
}

TEST_SUITE_END();

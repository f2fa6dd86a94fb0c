#include "tests/actors/memory/tier_fixture.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;

namespace {

/// A memory that is about to be moved.
struct about_to_move : test::tier_fixture {
  std::string id = noted("what must not be lost", 0.2).memory_id();
  std::string from;
  std::string to;
  uint64_t moves = 0; ///< That were recorded before.

  void readable_once() {
    auto found = read(id);
    REQUIRE(found);
    CHECK_EQ(found->text(), "what must not be lost");
    CHECK_EQ(times_listed(id), 1);
    CHECK_EQ(told_tiers().size(), 1);
    CHECK_EQ(found->tier(), trail(id).tier());
  }

  /// Lets `fault(written)` befall the next move, before and after it is
  /// written.
  template <class Fault>
  void go_wrong(Fault fault) {
    store->fault = [=](const events::Append& command, bool written) {
      return command.events(0).type() == "memory.moved" ? fault(written)
                                                        : std::optional<errc>{};
    };
    pass(1);
  }

  /// The actor ends while its move is `written` or is not; its successor
  /// reads what there is.
  void crash_when(bool written) {
    go_wrong([this, written](bool now_written) -> std::optional<errc> {
      if (now_written != written)
        return std::nullopt;
      caf::anon_send_exit(tested, caf::exit_reason::kill);
      return errc::storage_unavailable;
    });
    CHECK(has_ended(tested));
    CHECK_EQ(recorded("memory.moved"), moves + (written ? 1 : 0));
    store->fault = {};
    tested = wake();
  }

  void moved_once() {
    CHECK_EQ(trail(id).tier(), to);
    CHECK_EQ(recorded("memory.moved"), moves + 1);
    readable_once();
  }

  /// Nothing is in the way any more, and a start changes nothing.
  void go_right() {
    store->fault = {};
    store->read_fault = {};
    pass(1);
    moved_once();
    crash();
    moved_once();
  }
};

struct down : about_to_move {
  down() {
    pass(364);
    from = "semantic";
    to = "long_term";
    moves = recorded("memory.moved");
    CHECK_EQ(trail(id).tier(), from);
  }
};

struct up : about_to_move {
  up() {
    pass(366);
    from = "long_term";
    to = "working";
    use(id);
    moves = recorded("memory.moved");
    CHECK_EQ(trail(id).tier(), from);
  }
};

} // namespace

TEST_SUITE_BEGIN("memory.tier_faults");

TEST_CASE_TEMPLATE("a memory is readable exactly once whatever befalls its "
                   "move",
                   direction, down, up) {
  direction world;
  world.readable_once();
  SUBCASE("nothing") {}
  SUBCASE("the record refuses") {
    world.go_wrong(
      [](bool) { return std::optional{errc::storage_unavailable}; });
    CHECK_EQ(world.trail(world.id).tier(), world.from);
    CHECK_EQ(world.recorded("memory.moved"), world.moves);
    world.readable_once();
  }
  SUBCASE("it crashes before the move is recorded") {
    world.crash_when(false);
    world.moved_once(); // The successor decides it again.
  }
  SUBCASE("it crashes between record and fold") {
    world.crash_when(true);
    world.moved_once();
  }
  SUBCASE("the reply is lost") {
    world.go_wrong([](bool written) {
      return written ? std::optional{errc::deadline_exceeded} : std::nullopt;
    });
    world.moved_once();
  }
  SUBCASE("somebody else writes meanwhile") {
    auto others = std::make_shared<int>(2);
    world.go_wrong([&world, others](bool written) -> std::optional<errc> {
      if (!written && (*others)-- > 0)
        world.use("another");
      return std::nullopt;
    });
    world.moved_once();
  }
  SUBCASE("its text cannot be read for a while") {
    world.store->read_fault
      = [](const events::ReadStream& question) -> std::optional<errc> {
      if (question.limit() == 1)
        return errc::storage_unavailable;
      return std::nullopt;
    };
    world.pass(1);
    CHECK_EQ(world.trail(world.id).tier(), world.to);
    CHECK_EQ(world.times_listed(world.id), 1);
  }
  world.go_right();
}

TEST_CASE_FIXTURE(down, "a move that is told twice is recorded once") {
  auto told = std::make_shared<std::vector<events::Append>>();
  store->fault = [told](const events::Append& command, bool written) {
    if (written && command.events(0).type() == "memory.moved")
      told->push_back(command);
    return std::optional<errc>{};
  };
  pass(1);
  REQUIRE_EQ(told->size(), 1);
  told->front().clear_expected_version();
  auto again = ask_as_ada<events::Appended>(log, told->front());
  REQUIRE(again);
  CHECK_EQ(again->duplicates(), 1);
  go_right();
}

TEST_CASE("an event that is delivered twice is folded once") {
  semantic_memory_state state;
  state.person.set_person("ada");
  events::Events batch;
  auto tell = [&](const char* type, const google::protobuf::Message& fact) {
    auto& event = *batch.add_events();
    event.set_stream(state.stream());
    event.set_version(static_cast<uint64_t>(batch.events_size()));
    event.set_type(type);
    event.set_payload(fact.SerializeAsString());
  };
  MemoryStored stored;
  stored.mutable_memory()->set_memory_id("one");
  stored.mutable_memory()->set_text("a text");
  tell("memory.stored", stored);
  MemoryMoved fact;
  fact.set_memory_id("one");
  fact.set_to("long_term");
  tell("memory.moved", fact);
  MemoryRecalled recalled;
  recalled.add_memory_id("one");
  tell("memory.recalled", recalled);
  for (int i = 0; i < 2; ++i) {
    CHECK(state.fold(batch));
    state.arrange();
    CHECK_EQ(state.tiers.moves(), 1);
    CHECK_EQ(state.tiers.find("one")->uses, 1);
    CHECK_EQ(state.memories.away(), 1);
  }
}

TEST_CASE("a memory of before there were tiers is in the semantic one") {
  tier_book tested;
  MemoryStored stored;
  stored.mutable_memory()->set_memory_id("old");
  events::Event event;
  event.set_type("memory.stored");
  event.set_payload(stored.SerializeAsString());
  tested.fold(event);
  CHECK(tested.find("old")->where == tier::semantic);
}

TEST_SUITE_END();

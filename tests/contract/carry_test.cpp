#include "storage/carry.hpp"
#include "tests/contract/support.hpp"

using namespace auren;
using namespace auren::test;

namespace {

const storage::person_id carl{"clinic", "carl"};

/// Which store is carried into which.
template <class From, class To>
struct way {
  using from = From;
  using to = To;
};

#define EVERY_WAY                                                              \
  way<sqlite_backend, postgres_backend>, way<postgres_backend, sqlite_backend>

/// Two people with streams in turns and answered requests, one who was erased.
void fill(storage::event_repository& log, int n) {
  for (int i = 0; i < n; ++i) {
    auto name = "s" + std::to_string(i % 3);
    auto number = std::to_string(i);
    REQUIRE(log.append(
      keyed(command(i % 2 == 0 ? anna : ben,
                    {event(name, "a" + number), event(name, "b" + number)}),
            "key" + number, "hash", "reply" + number)));
  }
  REQUIRE(log.append(command(carl, {event("s", "secret")})));
  REQUIRE(log.erase_person(carl));
}

/// What an event says but for where it stands in one store.
std::vector<std::string> contents(storage::event_reader& log) {
  std::vector<std::string> result;
  for (auto event : everything(log)) {
    event.clear_position();
    event.clear_previous_hash();
    result.push_back(event.SerializeAsString());
  }
  return result;
}

template <class Store>
struct target : Store {
  target() {
    this->keeps_times = true;
    this->reopen();
  }
};

} // namespace

TEST_SUITE_BEGIN("contract.carry");

TEST_CASE_TEMPLATE("a whole log arrives as it was, and is checked", Way,
                   EVERY_WAY) {
  typename Way::from from;
  target<typename Way::to> to;
  fill(*from.log, 20);
  auto outcome = storage::carry(*from.log, *to.log);
  REQUIRE_MESSAGE(outcome, render(outcome.error()));
  CHECK(outcome->whole);
  CHECK_EQ(outcome->events, 41u);
  CHECK_EQ(outcome->duplicates, 0u);
  CHECK_EQ(outcome->requests, 20u);
  CHECK_EQ(outcome->people, 3u);
  CHECK_EQ(outcome->erased, 1u);
  CHECK_EQ(contents(*to.log), contents(*from.log));
  auto verified = to->verify();
  REQUIRE(verified);
  CHECK_MESSAGE(verified->ok(), verified->detail);
  CHECK_EQ(to->append(command(carl, {event()})).error(), errc::erased);
  auto again
    = to->append(keyed(command(anna, {event()}), "key4", "hash", "other"));
  REQUIRE(again);
  CHECK(again->replayed());
  CHECK_EQ(again->reply(), "reply4");
  auto once_more = storage::carry(*from.log, *to.log);
  REQUIRE(once_more);
  CHECK_EQ(once_more->duplicates, 41u);
  CHECK_EQ(once_more->digest, outcome->digest);
}

TEST_CASE_TEMPLATE("what was broken off is carried on", Way, EVERY_WAY) {
  typename Way::from from;
  target<typename Way::to> to;
  std::vector<events::Append> many(25);
  for (auto& one : many)
    one = command(anna, std::vector<events::Event>(0));
  for (int i = 0; i < 2500; ++i)
    *many[static_cast<size_t>(i) / 100].add_events() = event();
  for (auto& result : append_all(*from.log, many))
    REQUIRE(result);
  auto first = storage::carry(*from.log, *to.log, {},
                              [](uint64_t done) { return done < 2000; });
  REQUIRE(first);
  CHECK_FALSE(first->whole);
  to.reopen();
  auto second = storage::carry(*from.log, *to.log);
  REQUIRE_MESSAGE(second, render(second.error()));
  CHECK(second->whole);
  CHECK_EQ(second->duplicates, 2000u);
  CHECK_EQ(second->events, 2500u);
  CHECK_EQ(contents(*to.log), contents(*from.log));
}

TEST_CASE_TEMPLATE("one person moves in with others", Way, EVERY_WAY) {
  typename Way::from from;
  target<typename Way::to> to;
  fill(*from.log, 6);
  REQUIRE(to->append(command(carl, {event()})));
  auto outcome = storage::carry(*from.log, *to.log, ben);
  REQUIRE_MESSAGE(outcome, render(outcome.error()));
  CHECK_EQ(outcome->events, 6u);
  CHECK_EQ(outcome->people, 1u);
  auto log = everything(*to.log);
  REQUIRE_EQ(log.size(), 7u);
  auto again = to->append(keyed(command(ben, {event()}), "key1", "hash"));
  REQUIRE(again);
  CHECK(again->replayed());
  CHECK_EQ(again->position(), log[2].position());
  CHECK_EQ(log[2].payload(), "b1");
}

TEST_CASE_TEMPLATE("another history of the same person is never mixed", Way,
                   EVERY_WAY) {
  typename Way::from from;
  target<typename Way::to> to;
  fill(*from.log, 6);
  REQUIRE(to->append(command(ben, {event()})));
  auto outcome = storage::carry(*from.log, *to.log);
  REQUIRE_FALSE(outcome);
  CHECK_EQ(outcome.error(), errc::refused);
  CHECK_EQ(everything(*to.log).size(), 1u);
}

TEST_SUITE_END();

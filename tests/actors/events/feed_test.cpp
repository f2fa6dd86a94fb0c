#include "actors/events/feed.hpp"

#include <doctest/doctest.h>

using namespace auren::events;

namespace {

Events batch(uint64_t first, int n, const std::string& person = "me") {
  Events result;
  for (int i = 0; i < n; ++i) {
    auto& event = *result.add_events();
    event.set_position(first + static_cast<uint64_t>(i));
    event.set_person(person);
    event.set_type("samples.recorded");
    event.set_payload(std::string(100, 'x'));
  }
  result.set_head(first + static_cast<uint64_t>(n) - 1);
  return result;
}

ReadLog after(uint64_t position) {
  ReadLog result;
  result.set_after(position);
  result.set_everyone(true);
  return result;
}

} // namespace

TEST_SUITE_BEGIN("events.feed");

TEST_CASE("an empty tail covers nothing: the store must be asked") {
  tail newest;
  CHECK_FALSE(newest.covers(0));
}

TEST_CASE("the tail gives what comes after a position") {
  tail newest;
  newest.add(batch(5, 3));
  CHECK(newest.covers(4));
  CHECK_FALSE(newest.covers(3));
  auto found = newest.read(after(5));
  REQUIRE_EQ(found.events_size(), 2);
  CHECK_EQ(found.events(0).position(), 6u);
  CHECK_EQ(found.head(), 7u);
}

TEST_CASE("a batch that does not join the end empties the tail") {
  tail newest;
  newest.add(batch(1, 3));
  newest.add(batch(9, 1));
  CHECK_FALSE(newest.covers(1));
  CHECK(newest.covers(8));
  Events unknown; // positions could not be told
  unknown.set_head(12);
  newest.add(unknown);
  CHECK_FALSE(newest.covers(9));
  CHECK(newest.covers(12));
}

TEST_CASE("the tail stays within its bytes") {
  tail newest{1000};
  for (uint64_t i = 1; i < 100; i += 2)
    newest.add(batch(i, 2));
  CHECK_FALSE(newest.covers(90));
  CHECK(newest.covers(98));
  CHECK_EQ(newest.head(), 100u);
}

TEST_CASE("what is forgotten is not kept in memory") {
  tail newest;
  newest.add(batch(1, 3));
  auto forgotten = batch(4, 1);
  forgotten.mutable_events(0)->set_type("memory.forgotten");
  newest.add(forgotten);
  CHECK_FALSE(newest.covers(2));
  CHECK(newest.covers(3));
  CHECK_EQ(newest.read(after(3)).events_size(), 1);
}

TEST_CASE("nobody is given another person's events") {
  tail newest;
  newest.add(batch(1, 2, "me"));
  newest.add(batch(3, 2, "you"));
  ReadLog question;
  question.mutable_context()->set_person("you");
  auto found = newest.read(question);
  REQUIRE_EQ(found.events_size(), 2);
  CHECK_EQ(found.events(0).position(), 3u);
}

TEST_SUITE_END();

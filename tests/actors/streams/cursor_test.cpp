#include "actors/streams/cursor.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace auren::streams;
using auren::events::Class;
using namespace std::chrono_literals;

namespace {

item make(uint64_t position, Class::Value urgency,
          const std::string& type = "a.b") {
  item result;
  result.position = position;
  result.urgency = urgency;
  result.type = type;
  result.stream = "s";
  result.tenant = "home";
  result.person = "me";
  result.json = "{\"position\":" + std::to_string(position) + '}';
  return result;
}

filter everything() {
  filter result;
  result.tenant = "home";
  result.person = "me";
  return result;
}

} // namespace

TEST_SUITE_BEGIN("streams.cursor");

TEST_CASE("a critical event is due at once and takes the others along") {
  ring items;
  cursor where{everything(), 0};
  auto now = cursor::clock::now();
  for (auto& one : {make(1, Class::analytical), make(2, Class::operational)}) {
    where.notice(one, now);
    items.push(one);
  }
  CHECK_EQ(*where.due(), now + 100ms);
  auto critical = make(3, Class::critical);
  where.notice(critical, now);
  items.push(critical);
  CHECK_EQ(*where.due(), now);
  auto sent = where.take(items);
  REQUIRE_EQ(sent.items_size(), 3);
  CHECK_EQ(sent.items(2).position(), 3u);
  CHECK_FALSE(where.due());
}

TEST_CASE("what a filter does not want moves the position on all the same") {
  ring items;
  auto wants = everything();
  wants.types = {"hypothesis.*"};
  cursor where{wants, 0};
  items.push(make(1, Class::critical, "samples.recorded"));
  auto sent = where.take(items);
  CHECK_EQ(sent.items_size(), 0);
  CHECK_EQ(where.position(), 1u);
}

TEST_CASE("another person's events are never wanted") {
  auto other = make(1, Class::critical);
  other.person = "you";
  CHECK_FALSE(everything().wants(other));
  other.person = "me";
  other.tenant = "clinic";
  CHECK_FALSE(everything().wants(other));
}

TEST_CASE("a slow listener loses analytical events first and is told") {
  ring items;
  cursor where{everything(), 0, {10'000, 1u << 20, 10}};
  for (uint64_t i = 1; i <= 30; ++i)
    items.push(make(i, i % 3 == 0   ? Class::critical
                       : i % 3 == 1 ? Class::analytical
                                    : Class::operational));
  auto sent = where.take(items);
  CHECK_EQ(sent.dropped().at("analytical"), 10u);
  CHECK_EQ(sent.dropped().at("operational"), 9u); // one of a kind stays
  int critical = 0;
  for (auto& one : sent.items())
    critical += one.class_() == Class::critical ? 1 : 0;
  CHECK_EQ(critical, 10);
}

TEST_CASE("nothing is sent twice or out of order, whatever the portions") {
  std::mt19937 random{3};
  for (int round = 0; round < 50; ++round) {
    ring items;
    cursor where{everything(), 0, {1 + random() % 7, 4096, 100'000}};
    uint64_t made = 0;
    uint64_t seen = 0;
    while (made < 200 || seen < made) {
      for (auto n = random() % 5; n > 0 && made < 200; --n)
        items.push(make(++made, Class::operational));
      auto sent = where.take(items);
      for (auto& one : sent.items())
        REQUIRE_EQ(one.position(), ++seen);
    }
  }
}

TEST_CASE("a ring that forgot a position says so") {
  ring items{3};
  for (uint64_t i = 1; i <= 5; ++i)
    items.push(make(i, Class::critical));
  CHECK_FALSE(items.covers(1));
  CHECK(items.covers(2));
  CHECK_EQ(items.after(2)->position, 3u);
}

TEST_SUITE_END();

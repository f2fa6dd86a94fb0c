#include "actors/streams/alert_ledger.hpp"
#include "messages/time.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::streams;

namespace {

Finding said(const std::string& name, const char* outcome, int32_t day,
             const char* urgency = "notice") {
  Finding result;
  result.set_detector(name);
  result.set_outcome(outcome);
  result.set_urgency(urgency);
  result.set_day(time::format_day(day));
  return result;
}

/// A ledger that hears what it decided, as from a log.
struct alerted {
  std::vector<std::string>
  close(int32_t day, const std::vector<Finding>& findings) {
    std::vector<std::string> types;
    for (auto& fact : ledger.decide(findings, day)) {
      types.push_back(fact.type());
      ledger.fold(fact);
      log.push_back(fact);
    }
    return types;
  }

  alert_ledger ledger{2};
  std::vector<events::Event> log;
};

using types = std::vector<std::string>;

} // namespace

TEST_SUITE_BEGIN("streams.alert_ledger");

TEST_CASE("what fires is raised once and cleared once") {
  alerted one;
  CHECK(one.close(100, {said("a", "fired", 100)})
        == types{"alert.raised", "detectors.ran"});
  CHECK(one.close(101, {said("a", "fired", 101)}) == types{"detectors.ran"});
  auto standing = one.ledger.tell();
  REQUIRE(standing.alerts_size() == 1);
  CHECK(standing.alerts(0).since() == time::format_day(100));
  CHECK(one.close(102, {said("a", "checked", 102)})
        == types{"alert.cleared", "detectors.ran"});
  CHECK(one.ledger.tell().alerts_size() == 0);
  CHECK(one.close(103, {said("a", "checked", 103)}) == types{"detectors.ran"});
}

TEST_CASE("who cannot know clears nothing") {
  alerted one;
  one.close(100, {said("a", "fired", 100)});
  one.close(101, {said("a", "skipped", 101)});
  CHECK(one.ledger.tell().alerts_size() == 1);
}

TEST_CASE("the same said again is not told again") {
  alerted one;
  one.close(100, {said("a", "fired", 100)});
  CHECK(one.close(100, {said("a", "fired", 100)}).empty());
  CHECK(one.close(100, {said("a", "checked", 100)})
        == types{"alert.cleared", "detectors.ran"});
}

TEST_CASE("beyond the budget alerts are held back, but not those for care") {
  alerted one;
  one.close(100, {said("a", "fired", 100), said("b", "fired", 100),
                  said("c", "fired", 100), said("d", "fired", 100, "care")});
  auto all = one.ledger.tell();
  CHECK(all.alerts_size() == 3); // a, b and d
  REQUIRE(all.held_back_size() == 1);
  CHECK(all.held_back(0).finding().detector() == "c");
  CHECK(all.held_back(0).state() == "held_back");
  CHECK(all.spent() == 2);
  CHECK(all.budget() == 2);
  one.close(106, {said("c", "fired", 106)});
  CHECK(one.ledger.tell().held_back_size() == 1);
  one.close(107, {said("c", "fired", 107)}); // seven days after
  CHECK(one.ledger.tell().held_back_size() == 0);
  CHECK(one.ledger.tell().spent() == 1);
}

TEST_CASE("a ledger made again from the log says the same") {
  alerted one;
  for (int32_t day = 100; day < 130; ++day)
    one.close(day,
              {said("a", day % 5 < 2 ? "fired" : "checked", day),
               said("b", day % 3 == 0 ? "skipped" : "fired", day),
               said("c", day % 11 == 0 ? "fired" : "checked", day, "care")});
  alert_ledger again{2};
  for (auto& event : one.log)
    again.fold(event);
  CHECK(again.tell().SerializeAsString()
        == one.ledger.tell().SerializeAsString());
}

TEST_CASE("events that cannot be read change nothing") {
  alert_ledger ledger{2};
  events::Event event;
  for (auto type :
       {"alert.raised", "alert.cleared", "detectors.ran", "other"}) {
    event.set_type(type);
    event.set_payload("\xff\xff\xff");
    ledger.fold(event);
  }
  CHECK(ledger.day() == INT32_MIN);
  CHECK(ledger.tell().alerts_size() == 0);
}

TEST_SUITE_END();

#include "actors/supervision/spec.hpp"
#include "actors/supervision/supervisor.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::supervision;
using namespace std::chrono_literals;

namespace {

child_spec leaf(std::string name, restart when = restart::permanent) {
  auto start = [](const child_context&) { return caf::actor{}; };
  return worker(std::move(name), start, when);
}

supervisor_spec sample() {
  supervisor_spec people{"people", strategy::one_for_one, 50, 10s, {}};
  people.children = {leaf("me", restart::transient)};
  return {"node",
          strategy::rest_for_one,
          5,
          60s,
          {leaf("log"), branch(people), leaf("door", restart::temporary)}};
}

} // namespace

TEST_SUITE_BEGIN("supervision.spec");

TEST_CASE("a tree prints as one line per actor in start order") {
  CHECK_EQ(to_string(sample()), "node  rest_for_one 5/60s\n"
                                "  log  permanent\n"
                                "  people  permanent one_for_one 50/10s\n"
                                "    me  transient\n"
                                "  door  temporary\n");
}

TEST_CASE("trees are equal when all that is data is equal") {
  CHECK(sample() == sample());
  auto other = sample();
  other.children[0].grace = 1s;
  CHECK_FALSE(other == sample());
  other = sample();
  other.delays.factor = 2;
  CHECK_FALSE(other == sample());
  other = sample();
  auto people = *other.children[1].branch;
  people.children[0].when = restart::temporary;
  other.children[1] = branch(people); // the difference is a level deeper
  CHECK_FALSE(other == sample());
}

TEST_CASE("validate refuses names that no path can hold and says where") {
  CHECK_FALSE(validate(sample()));
  auto bad = sample();
  bad.children[0].name = "a/b";
  CHECK(validate(bad) == errc::invalid_message);
  bad.children[0].name = "";
  CHECK(validate(bad) == errc::invalid_message);
  bad.children[0].name = "door";
  CHECK_EQ(render(validate(bad)), "supervisor node has two children called "
                                  "door");
}

TEST_CASE("validate looks into branches and at start functions") {
  auto bad = sample();
  auto people = *bad.children[1].branch;
  people.children[0].start = nullptr;
  bad.children[1] = branch(people);
  CHECK_EQ(render(validate(bad)), "nothing starts me");
  people = *sample().children[1].branch;
  people.window = 0s;
  bad.children[1] = branch(people);
  CHECK_EQ(render(validate(bad)), "supervisor people has an empty window");
}

TEST_SUITE_END();

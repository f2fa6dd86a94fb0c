#include "tests/contract/model.hpp"
#include "tests/contract/support.hpp"

#include <random>

using namespace auren;
using namespace auren::test;

namespace {

/// Draws commands that collide often: few people, streams, ids and keys.
class dice {
public:
  explicit dice(unsigned seed) : random_(seed) {}

  unsigned below(unsigned n) {
    return static_cast<unsigned>(random_() % n);
  }

  events::Append draw(model& truth) {
    auto who = below(2) ? anna : ben;
    std::vector<events::Event> list;
    for (auto n = below(4); n-- > 0;)
      list.push_back(draw_event());
    auto result = command(who, std::move(list));
    if (below(3) == 0 && result.events_size() > 0)
      result.set_expected_version(truth.version(who, result.events(0).stream())
                                  + below(3) / 2);
    if (below(3) == 0)
      result = keyed(std::move(result), std::to_string(below(20)),
                     std::to_string(below(2)), std::to_string(below(1000)));
    return result;
  }

private:
  events::Event draw_event() {
    auto result = event(std::to_string(below(3)), std::to_string(random_()));
    if (below(10) == 0)
      result.set_type("no.such");
    if (!ids_.empty() && below(4) == 0)
      result.set_event_id(ids_[below(static_cast<unsigned>(ids_.size()))]);
    ids_.push_back(result.event_id());
    return result;
  }

  std::mt19937 random_;
  std::vector<std::string> ids_;
};

} // namespace

TEST_SUITE_BEGIN("contract.model");

TEST_CASE_TEMPLATE("any order of appends gives what the model gives", Store,
                   EVERY_STORE) {
  for (unsigned seed = 0; seed < 15; ++seed) {
    CAPTURE(seed);
    Store store;
    model truth;
    dice random{seed};
    for (int round = 0; round < 30; ++round) {
      std::vector<events::Append> batch;
      for (auto n = random.below(6); n-- > 0;)
        batch.push_back(random.draw(truth));
      auto results = append_all(*store.log, batch);
      for (size_t i = 0; i < batch.size(); ++i) {
        auto expected = truth.append(batch[i]);
        REQUIRE_EQ(code(results[i]), code(expected));
        if (expected)
          REQUIRE_EQ(results[i]->SerializeAsString(),
                     expected->SerializeAsString());
      }
      if (random.below(10) == 0) {
        REQUIRE(store->erase_person(ben));
        truth.erase(ben);
      }
      if (random.below(10) == 0)
        store.reopen();
    }
    auto log = everything(*store.log);
    REQUIRE_EQ(log.size(), truth.log().size());
    for (size_t i = 0; i < log.size(); ++i) {
      const auto& one = truth.log()[i];
      CHECK_EQ(log[i].event_id(), one.event_id());
      CHECK_EQ(log[i].payload(), one.payload());
      CHECK_EQ(log[i].version(), one.version());
      CHECK_EQ(log[i].position(), i + 1);
    }
    CHECK(store->verify()->ok());
  }
}

TEST_SUITE_END();

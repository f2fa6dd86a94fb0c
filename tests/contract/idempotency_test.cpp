#include "tests/contract/support.hpp"

using namespace auren;
using namespace auren::test;

TEST_SUITE_BEGIN("contract.idempotency");

TEST_CASE_TEMPLATE("an event id is taken once and for ever", Store,
                   EVERY_STORE) {
  Store store;
  auto first = event();
  REQUIRE(store->append(command(anna, {first})));
  store.reopen();
  auto changed = first;
  changed.set_payload("something else");
  auto again = store->append(command(anna, {changed, event(), changed}));
  REQUIRE(again);
  CHECK_EQ(again->duplicates(), 2u);
  CHECK_EQ(again->position(), 2);
  CHECK_EQ(again->version(), 2);
  auto log = everything(*store.log);
  REQUIRE_EQ(log.size(), 2u);
  CHECK_EQ(log[0].payload(), "payload");
}

TEST_CASE_TEMPLATE("a retry with a stale version adds nothing", Store,
                   EVERY_STORE) {
  Store store;
  auto once = command(anna, {event(), event()});
  once.set_expected_version(0);
  REQUIRE(store->append(once));
  auto results = append_all(*store.log, {once, once});
  for (auto& result : results) {
    REQUIRE(result);
    CHECK_EQ(result->duplicates(), 2u);
    CHECK_EQ(result->position(), 0);
    CHECK_EQ(result->version(), 2);
  }
  CHECK_EQ(*store->head(), 2);
}

TEST_CASE_TEMPLATE("an id of one person says nothing about another", Store,
                   EVERY_STORE) {
  Store store;
  auto same = event();
  auto results
    = append_all(*store.log, {command(anna, {same}), command(ben, {same})});
  CHECK_EQ(results[0]->duplicates(), 0u);
  CHECK_EQ(results[1]->duplicates(), 0u);
}

TEST_CASE_TEMPLATE("a request key is answered again as before", Store,
                   EVERY_STORE) {
  Store store;
  auto request = keyed(command(anna, {event()}), "key", "hash", "answer");
  auto results = append_all(*store.log, {request, request});
  REQUIRE(results[0]);
  CHECK_FALSE(results[0]->replayed());
  REQUIRE(results[1]);
  CHECK(results[1]->replayed());
  store.reopen();
  auto other_ids = keyed(command(anna, {event()}), "key", "hash", "new");
  auto again = store->append(other_ids);
  REQUIRE(again);
  CHECK(again->replayed());
  CHECK_EQ(again->reply(), "answer");
  CHECK_EQ(again->position(), 1);
  CHECK_EQ(again->version(), 1);
  CHECK_EQ(*store->head(), 1);
}

TEST_CASE_TEMPLATE("a request key with another body is refused", Store,
                   EVERY_STORE) {
  Store store;
  REQUIRE(store->append(keyed(command(anna, {event()}), "key", "hash")));
  auto other = keyed(command(anna, {event()}), "key", "other");
  CHECK_EQ(code(store->append(other)), errc::idempotency_mismatch);
  CHECK_EQ(*store->head(), 1);
  auto of_ben = keyed(command(ben, {event()}), "key", "other");
  auto taken = store->append(of_ben);
  REQUIRE(taken);
  CHECK_FALSE(taken->replayed());
}

TEST_CASE_TEMPLATE("a refused request leaves no trace under its key", Store,
                   EVERY_STORE) {
  Store store;
  auto stale = keyed(command(anna, {event()}), "key", "hash");
  stale.set_expected_version(5);
  CHECK_EQ(code(store->append(stale)), errc::version_conflict);
  auto fine = keyed(command(anna, {event()}), "key", "other hash");
  auto taken = store->append(fine);
  REQUIRE(taken);
  CHECK_FALSE(taken->replayed());
}

TEST_CASE_TEMPLATE("a request without events keeps its answer", Store,
                   EVERY_STORE) {
  Store store;
  auto nothing = keyed(command(anna, {}), "key", "hash", "all refused");
  auto first = store->append(nothing);
  REQUIRE(first);
  CHECK_EQ(first->position(), 0);
  auto again = store->append(nothing);
  REQUIRE(again);
  CHECK(again->replayed());
  CHECK_EQ(again->reply(), "all refused");
}

TEST_SUITE_END();

#include "tests/contract/support.hpp"

#include <random>

using namespace auren;
using namespace auren::test;

TEST_SUITE_BEGIN("contract.append");

TEST_CASE_TEMPLATE("events come back as they were appended", Store,
                   EVERY_STORE) {
  Store store;
  std::string long_text(5000, 'x');
  long_text.back() = 'e';
  auto sent = event("diary", long_text);
  sent.set_causation_id("cause");
  sent.set_algorithm("sum 2");
  auto done = store->append(command(anna, {sent}));
  REQUIRE(done);
  CHECK_EQ(done->position(), 1);
  CHECK_EQ(done->version(), 1);
  store.reopen();
  auto log = everything(*store.log);
  REQUIRE_EQ(log.size(), 1u);
  auto expected = sent;
  expected.set_tenant("home");
  expected.set_person("anna");
  expected.set_position(1);
  expected.set_version(1);
  expected.set_class_(events::Class::operational);
  expected.set_recorded_at_us(1'700'000'000'000'001);
  CHECK_EQ(log[0].SerializeAsString(), expected.SerializeAsString());
}

TEST_CASE_TEMPLATE("positions and versions have no gaps", Store, EVERY_STORE) {
  Store store;
  std::mt19937 random{7};
  std::map<std::string, uint64_t> versions;
  for (int i = 0; i < 50; ++i) {
    std::vector<events::Append> batch;
    for (auto n = random() % 5; n-- > 0;)
      batch.push_back(command(random() % 2 ? anna : ben,
                              {event("a"), event("b"), event("a")}));
    for (auto& result : append_all(*store.log, batch))
      REQUIRE(result);
    if (i % 10 == 0)
      store.reopen();
  }
  uint64_t position = 0;
  for (const auto& one : everything(*store.log, 7)) {
    CHECK_EQ(one.position(), ++position);
    CHECK_EQ(one.version(), ++versions[one.person() + one.stream()]);
  }
  CHECK_EQ(*store->head(), position);
  CHECK_EQ(*store->stream_version(anna, "a"), versions["annaa"]);
}

TEST_CASE_TEMPLATE("an id that comes again within a batch is found", Store,
                   EVERY_STORE) {
  // Batches around every size that a store may write at once.
  for (size_t size : {1u, 2u, 15u, 16u, 17u, 31u, 33u, 100u}) {
    Store store;
    std::vector<events::Event> fresh;
    for (size_t i = 0; i < size; ++i)
      fresh.push_back(event("s", std::to_string(i)));
    std::vector<events::Append> batch;
    for (auto& one : fresh)
      batch.push_back(command(anna, {one}));
    for (auto& one : fresh)
      batch.push_back(command(anna, {one}));
    batch.push_back(command(ben, {fresh.back()}));
    auto results = append_all(*store.log, batch);
    for (size_t i = 0; i < results.size(); ++i) {
      REQUIRE(results[i]);
      CHECK_EQ(results[i]->duplicates(), i >= size && i < 2 * size ? 1 : 0);
    }
    auto log = everything(*store.log);
    REQUIRE_EQ(log.size(), size + 1);
    for (size_t i = 0; i < size; ++i)
      CHECK_EQ(log[i].payload(), std::to_string(i));
  }
}

TEST_CASE_TEMPLATE("ids that are older than the log's are new all the same",
                   Store, EVERY_STORE) {
  Store store;
  auto older = event();
  auto newer = event();
  REQUIRE(store->append(command(anna, {newer})));
  auto mixed = store->append(command(anna, {older, newer}));
  REQUIRE(mixed);
  CHECK_EQ(mixed->duplicates(), 1);
  CHECK_EQ(everything(*store.log).size(), 2u);
}

TEST_CASE_TEMPLATE("a stale expected version is refused alone", Store,
                   EVERY_STORE) {
  Store store;
  auto fresh = command(anna, {event("s")});
  fresh.set_expected_version(0);
  auto stale = command(anna, {event("s"), event("t")});
  stale.set_expected_version(0);
  auto next = command(anna, {event("s")});
  next.set_expected_version(1);
  auto results = append_all(*store.log, {fresh, stale, next});
  CHECK(results[0]);
  CHECK_EQ(code(results[1]), errc::version_conflict);
  CHECK(results[2]);
  CHECK_EQ(*store->stream_version(anna, "s"), 2);
  CHECK_EQ(*store->stream_version(anna, "t"), 0);
  CHECK_EQ(everything(*store.log).size(), 2u);
}

TEST_CASE_TEMPLATE("many writers of one stream lose no write", Store,
                   EVERY_STORE) {
  Store store;
  std::vector<uint64_t> seen(16, 0);
  std::vector<int> left(16, 10);
  size_t refused = 0;
  for (bool busy = true; busy;) {
    std::vector<events::Append> batch;
    std::vector<size_t> writers;
    for (size_t i = 0; i < left.size(); ++i)
      if (left[i] > 0) {
        batch.push_back(command(anna, {event("shared")}));
        batch.back().set_expected_version(seen[i]);
        writers.push_back(i);
      }
    auto results = append_all(*store.log, batch);
    for (size_t i = 0; i < results.size(); ++i)
      if (results[i])
        --left[writers[i]];
      else
        refused += results[i].error() == errc::version_conflict ? 1 : 0;
    for (auto& version : seen)
      version = *store->stream_version(anna, "shared");
    busy = !batch.empty();
  }
  CHECK_EQ(*store->stream_version(anna, "shared"), 160);
  CHECK_GT(refused, 100u);
}

TEST_CASE_TEMPLATE("an append is all or nothing within its group", Store,
                   EVERY_STORE) {
  Store store;
  auto unknown = event("s");
  unknown.set_type("no.such");
  auto short_id = event("s");
  short_id.set_event_id("short");
  auto foreign = event("s");
  foreign.set_person("ben");
  auto wide = event("s");
  wide.set_trace_id(std::string(5000, 't'));
  auto results = append_all(
    *store.log,
    {command(anna, {event("s"), unknown}), command(anna, {event("s")}),
     command(anna, {event("s"), short_id}),
     command(anna, {event("s"), foreign}), command(anna, {event("")}),
     command(anna, {event("s", std::string((16 << 20) + 1, 'x'))}),
     command(anna, {wide})});
  CHECK_EQ(code(results[0]), errc::invalid_message);
  CHECK(results[1]);
  CHECK_EQ(code(results[2]), errc::invalid_message);
  CHECK_EQ(code(results[3]), errc::invalid_message);
  CHECK_EQ(code(results[4]), errc::invalid_message);
  CHECK_EQ(code(results[5]), errc::too_large);
  CHECK_EQ(code(results[6]), errc::too_large);
  CHECK_EQ(everything(*store.log).size(), 1u);
  CHECK_EQ(store->people()->size(), 1u);
}

TEST_CASE_TEMPLATE("each hears of its own events only", Store, EVERY_STORE) {
  Store store;
  auto critical = event("s");
  critical.set_type("safety.escalated");
  REQUIRE(store->append(command(anna, {event("s"), event("t"), critical})));
  REQUIRE(store->append(command(ben, {event("s")})));
  auto count = [&](auto change) {
    events::ReadLog question;
    *question.mutable_context() = context_of(anna);
    change(question);
    auto found = store->read_log(question);
    REQUIRE(found);
    CHECK_EQ(found->head(), 4);
    return found->events_size();
  };
  CHECK_EQ(count([](auto&) {}), 3);
  CHECK_EQ(count([](auto& q) { q.set_stream("s"); }), 2);
  CHECK_EQ(count([](auto& q) { q.set_type("journal.*"); }), 2);
  CHECK_EQ(count([](auto& q) { q.set_type("journal"); }), 0);
  CHECK_EQ(count([](auto& q) { q.set_type("*"); }), 3);
  CHECK_EQ(count([](auto& q) { q.set_class_(events::Class::critical); }), 1);
  CHECK_EQ(count([](auto& q) { q.set_after(1); }), 2);
  CHECK_EQ(count([](auto& q) { q.set_limit(1); }), 1);
  CHECK_EQ(count([](auto& q) { q.set_everyone(true); }), 4);
  CHECK_EQ(count([](auto& q) {
             q.set_everyone(true);
             q.set_stream("s");
           }),
           3);
  events::ReadStream stream;
  *stream.mutable_context() = context_of(anna);
  stream.set_stream("s");
  stream.set_after_version(1);
  auto tail = store->read_stream(stream);
  REQUIRE(tail);
  REQUIRE_EQ(tail->events_size(), 1);
  CHECK_EQ(tail->events(0).type(), "safety.escalated");
}

TEST_CASE_TEMPLATE("a reader of its own sees each commit", Store, EVERY_STORE) {
  Store store;
  auto reader = store->open_reader();
  REQUIRE(reader);
  CHECK_EQ(*(*reader)->head(), 0);
  for (uint64_t i = 1; i <= 5; ++i) {
    REQUIRE(store->append(command(anna, {event()})));
    CHECK_EQ(*(*reader)->head(), i);
    CHECK_EQ(everything(**reader).size(), i);
  }
}

TEST_SUITE_END();

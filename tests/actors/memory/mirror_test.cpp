#include "actors/memory/mirror_keeper.hpp"
#include "actors/memory/working_memory.hpp"
#include "messages/ids.hpp"
#include "storage/sqlite/data_folder.hpp"
#include "tests/actors/memory/fake_store.hpp"
#include "tests/actors/memory/random_stream.hpp"
#include "tests/support/redis_server.hpp"

#include <doctest/doctest.h>
#include <hiredis/hiredis.h>

using namespace auren;
using namespace auren::memory;
using namespace auren::storage::mirror;
using namespace std::chrono_literals;

namespace {

const storage::person_id ada{"home", "ada"};
const storage::person_id ben{"home", "ben"};

/// Keys of a folder of their own.
struct keys {
  keys() {
    auto opened = storage::sqlite::data_folder::open(path);
    REQUIRE(opened);
    data = std::move(*opened);
    REQUIRE(data->shared_keys()->sealing_key(ada));
    REQUIRE(data->shared_keys()->sealing_key(ben));
  }
  ~keys() {
    data.reset();
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::filesystem::path path = std::filesystem::temp_directory_path()
                               / ("auren-" + ids::hex(ids::uuid7()));
  std::shared_ptr<storage::sqlite::data_folder> data;
};

struct world {
  test::redis_server server;
  keys ring;

  std::shared_ptr<state_mirror> mirror(std::chrono::milliseconds wait = 500ms) {
    return std::make_shared<state_mirror>(redis{{server.socket(), 0}, wait},
                                          ring.data->shared_keys());
  }

  /// Everything that the server has, as it has it.
  std::string all_bytes() {
    auto* context = redisConnectUnix(server.socket().c_str());
    REQUIRE(context);
    auto* keys_there
      = static_cast<redisReply*>(redisCommand(context, "KEYS *"));
    std::string result;
    for (size_t i = 0; i < keys_there->elements; ++i) {
      std::string key{keys_there->element[i]->str,
                      static_cast<size_t>(keys_there->element[i]->len)};
      auto* value = static_cast<redisReply*>(
        redisCommand(context, "GET %b", key.data(), key.size()));
      result
        += key + ' ' + std::string{value->str, static_cast<size_t>(value->len)};
      freeReplyObject(value);
    }
    freeReplyObject(keys_there);
    redisFree(context);
    return result;
  }
};

events::Snapshot state_of(const storage::person_id& who, std::string bytes) {
  events::Snapshot result;
  result.set_tenant(who.tenant);
  result.set_person(who.person);
  result.set_actor("working_memory");
  result.set_version(7);
  result.set_state(std::move(bytes));
  return result;
}

/// Ada's working memory beside a mirror that runs between messages.
struct mirror_fixture : test::memory_fixture {
  working_memory_options options;
  std::vector<events::Event> life = test::random_stream{11}.events(40);

  void mirror_in(const std::shared_ptr<state_mirror>& mirror) {
    options.mirror = own(system.spawn(mirror_keeper, mirror));
    options.mirror_every = 10;
  }

  working_memory_actor wake() {
    auto woken = own(system.spawn(working_memory, log, reader, test::ada(),
                                  &ingest::catalogue::standard(), options));
    settle();
    return woken;
  }

  void live(const working_memory_actor& actor, size_t n) {
    for (; n > 0; --n) {
      events::Events news;
      *news.add_events() = store->add(life.front());
      life.erase(life.begin());
      self->send(actor, news);
    }
    settle();
  }

  std::string metrics(const working_memory_actor& actor) {
    auto found = ask_as_ada<Metrics>(actor, ListMetrics{});
    REQUIRE(found);
    return found->SerializeAsString();
  }

  std::string expected() {
    working_book book{ingest::catalogue::standard()};
    for (auto& event : store->log)
      book.fold(event);
    return book.metrics().SerializeAsString();
  }

  void crash(const working_memory_actor& actor) {
    self->send_exit(actor, caf::exit_reason::kill);
    settle();
  }
};

} // namespace

TEST_SUITE_BEGIN("memory.mirror");

TEST_CASE("a state comes back as it was, sealed there, and goes when erased") {
  if (!test::redis_server::is_installed())
    return;
  world w;
  auto tested = w.mirror();
  auto state = state_of(ada, std::string(1000, 's') + "secret samples");
  CHECK_FALSE(tested->get(ada, "working_memory"));
  REQUIRE(tested->put(state));
  REQUIRE(tested->put(state_of(ben, "of ben")));
  auto found = tested->get(ada, "working_memory");
  REQUIRE(found);
  CHECK_EQ(found->SerializeAsString(), state.SerializeAsString());
  auto there = w.all_bytes();
  CHECK_GT(there.size(), 100);
  for (auto* word : {"secret", "ssss", "ada", "working_memory", "home"})
    CHECK_EQ(there.find(word), std::string::npos);
  SUBCASE("deleting leaves that of others") {
    CHECK(tested->erase(ada, "working_memory"));
    CHECK_FALSE(tested->get(ada, "working_memory"));
    CHECK(tested->get(ben, "working_memory"));
  }
  SUBCASE("without the key nothing opens it") {
    REQUIRE(w.ring.data->shared_keys()->erase(ada));
    CHECK_FALSE(tested->get(ada, "working_memory"));
    CHECK_FALSE(tested->put(state));
    CHECK(tested->erase(ada, "working_memory"));
    CHECK_LT(w.all_bytes().size(), there.size());
  }
}

TEST_CASE("a server that is down, or hangs, is nobody's trouble") {
  if (!test::redis_server::is_installed())
    return;
  world w;
  auto tested = w.mirror(30ms);
  REQUIRE(tested->put(state_of(ada, "state")));
  SUBCASE("down") {
    w.server.stop();
    CHECK_FALSE(tested->put(state_of(ada, "state")));
    CHECK_FALSE(tested->get(ada, "working_memory"));
  }
  SUBCASE("hanging") {
    w.server.freeze(true);
    CHECK_FALSE(tested->get(ada, "working_memory"));
    w.server.freeze(false);
    // It rests: a late answer must not be taken for another question's.
    CHECK_FALSE(tested->get(ada, "working_memory"));
    CHECK(w.mirror()->get(ada, "working_memory"));
  }
}

TEST_CASE_FIXTURE(mirror_fixture,
                  "working memory starts from the mirror's state") {
  if (!test::redis_server::is_installed())
    return;
  world w;
  mirror_in(w.mirror());
  auto first = wake();
  for (auto n : {10u, 10u, 5u})
    live(first, n);
  auto before = metrics(first);
  crash(first);
  CHECK(store->snapshots.empty());
  store->reads.clear();
  auto second = wake();
  CHECK(metrics(second) == before);
  CHECK_EQ(store->reads[1].after_version(), 20); // no more is read again
  SUBCASE("but not what the record does not have") {
    crash(second);
    store->log.resize(5); // a backup was put back
    CHECK(metrics(wake()) == expected());
  }
  SUBCASE("nor one that is older than its snapshot") {
    ask_as_ada<Passivated>(second, Passivate{});
    w.mirror()->put(state_of(ada, "older"));
    CHECK(metrics(wake()) == before);
  }
}

TEST_CASE_FIXTURE(mirror_fixture, "working memory does without its mirror") {
  if (!test::redis_server::is_installed())
    return;
  world w;
  mirror_in(w.mirror(20ms));
  w.server.stop();
  auto first = wake();
  live(first, 25);
  CHECK(metrics(first) == expected());
  crash(first);
  CHECK(metrics(wake()) == expected());
}

TEST_CASE("addresses of a server are a socket, or a host and a port") {
  CHECK_EQ(parse_redis_address("unix:/run/redis.sock")->host,
           "/run/redis.sock");
  CHECK_EQ(parse_redis_address("[::1]:6379")->port, 6379);
  CHECK_EQ(parse_redis_address("localhost:6379")->host, "localhost");
  for (auto* wrong : {"", "unix:", "localhost", ":6379", "h:0", "h:70000"})
    CHECK_FALSE(parse_redis_address(wrong));
}

TEST_SUITE_END();

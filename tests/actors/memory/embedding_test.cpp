#include "actors/memory/foreign_space.hpp"
#include "tests/actors/memory/semantic_fixture.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;
using auren::test::list;

namespace {

/// A provider that knows two subjects, and whatever else there is.
struct provider {
  std::string name = "model at home";
  uint32_t dimensions = 3;
  bool silent = false;
  std::vector<std::string> asked;
};
using provider_ptr = std::shared_ptr<provider>;

bool names_any(const std::string& text, std::vector<const char*> words) {
  return std::ranges::any_of(
    words, [&](auto* word) { return text.find(word) != std::string::npos; });
}

embedder_actor::behavior_type
fake_embedder(embedder_actor::pointer, provider_ptr how) {
  return {[how](const EmbedTexts& question) -> caf::result<Embedded> {
    if (how->silent)
      return caf::make_error(errc::storage_unavailable);
    Embedded result;
    result.set_provider(how->name);
    result.set_dimensions(how->dimensions);
    for (auto& text : question.text()) {
      how->asked.push_back(text);
      auto& vector = *result.add_vectors();
      for (uint32_t i = 0; i < how->dimensions; ++i)
        vector.add_value(0);
      auto what = names_any(text, {"dog", "quokka"})     ? 0
                  : names_any(text, {"car", "zeppelin"}) ? 1
                                                         : 2;
      vector.set_value(what, 1);
    }
    return result;
  }};
}

struct embedding_fixture : test::semantic_fixture {
  provider_ptr how = std::make_shared<provider>();
  embedder_actor embedder = own(system.spawn(fake_embedder, how));

  embedding_fixture() {
    tested = wake_with();
  }

  semantic_memory_actor wake_with() {
    semantic_memory_options options;
    options.now_ms = [clock = now] { return *clock; };
    options.embedder = embedder;
    auto woken = own(
      system.spawn(semantic_memory, log, reader, auren::test::ada(), options));
    settle();
    return woken;
  }

  size_t times_asked(const std::string& text) const {
    return static_cast<size_t>(std::ranges::count(how->asked, text));
  }
};

} // namespace

TEST_SUITE_BEGIN("memory.embedding");

TEST_CASE_FIXTURE(embedding_fixture,
                  "what only the provider knows to be near is found") {
  stored("my dog barked all night");
  stored("the car needs new tyres");
  CHECK_EQ(texts(recalled("quokka")), list{"my dog barked all night"});
  CHECK_EQ(texts(recalled("zeppelin")), list{"the car needs new tyres"});
  CHECK_EQ(times_asked("my dog barked all night"), 1);
}

TEST_CASE_FIXTURE(embedding_fixture,
                  "a provider that does not answer is not needed") {
  how->silent = true;
  stored("my dog barked all night");
  CHECK_EQ(texts(recalled("barked")), list{"my dog barked all night"});
  CHECK_EQ(texts(recalled("quokka")), list{});
  how->silent = false;
  stored("the car needs new tyres"); // and what was missed is made up for
  CHECK_EQ(texts(recalled("quokka")), list{"my dog barked all night"});
  how->silent = true;
  CHECK_EQ(texts(recalled("quokka")), list{});
  CHECK_EQ(texts(recalled("barked")), list{"my dog barked all night"});
}

TEST_CASE_FIXTURE(embedding_fixture, "vectors are kept and asked for once") {
  stored("my dog barked all night");
  settle();
  tested = wake_with();
  CHECK_EQ(texts(recalled("quokka")), list{"my dog barked all night"});
  CHECK_EQ(times_asked("my dog barked all night"), 1);
  SUBCASE("but those of another model are not taken for its own") {
    how->name = "another model at home";
    tested = wake_with();
    CHECK_EQ(texts(recalled("quokka")), list{"my dog barked all night"});
    CHECK_EQ(times_asked("my dog barked all night"), 2);
  }
  SUBCASE("nor those of another length") {
    how->dimensions = 5;
    tested = wake_with();
    CHECK_EQ(texts(recalled("quokka")), list{"my dog barked all night"});
    CHECK_EQ(times_asked("my dog barked all night"), 2);
  }
}

TEST_CASE_FIXTURE(embedding_fixture,
                  "a model that changes meanwhile is never mixed in") {
  stored("my dog barked all night");
  settle();
  how->name = "another model at home";
  CHECK_EQ(texts(recalled("quokka")), list{});
  stored("the car needs new tyres");
  CHECK_EQ(texts(recalled("zeppelin")), list{});
  CHECK_EQ(texts(recalled("tyres")), list{"the car needs new tyres"});
}

TEST_CASE_FIXTURE(embedding_fixture, "what is forgotten leaves no vector") {
  auto memory = stored("my dog barked all night");
  stored("the car needs new tyres");
  ForgetMemory command;
  command.set_memory_id(memory.memory_id());
  REQUIRE(ask_as_ada<MemoryForgotten>(tested, command));
  CHECK_EQ(texts(recalled("quokka")), list{});
  CHECK_EQ(texts(recalled("zeppelin")), list{"the car needs new tyres"});
}

namespace {

/// The ids whose vectors the snapshot holds.
std::vector<std::string> kept_ids(const test::memory_store& store) {
  KeptVectors kept;
  auto found = store.snapshots.find("semantic_vectors");
  if (found != store.snapshots.end())
    REQUIRE(kept.ParseFromString(found->second.state()));
  CHECK_EQ(kept.floats().size(),
           sizeof(float) * kept.dimensions()
             * static_cast<size_t>(kept.memory_id_size()));
  return {kept.memory_id().begin(), kept.memory_id().end()};
}

} // namespace

TEST_CASE_FIXTURE(embedding_fixture, "no vector of what is forgotten is kept") {
  auto dog = stored("my dog barked all night").memory_id();
  auto car = stored("the car needs new tyres").memory_id();
  settle();
  REQUIRE_EQ(kept_ids(*store), list{dog, car});
  ForgetMemory command;
  command.set_memory_id(dog);
  SUBCASE("when another one is remembered at once") {
    REQUIRE(ask_as_ada<MemoryForgotten>(tested, command));
    auto moon = stored("the moon was full").memory_id();
    settle();
    CHECK_EQ(kept_ids(*store), list{car, moon});
  }
  SUBCASE("when the provider is silent") {
    how->silent = true;
    REQUIRE(ask_as_ada<MemoryForgotten>(tested, command));
    settle();
    CHECK_EQ(kept_ids(*store), list{car});
  }
  SUBCASE("when there is no provider any more") {
    tested = wake();
    REQUIRE(ask_as_ada<MemoryForgotten>(tested, command));
    settle();
    CHECK_EQ(kept_ids(*store), list{car});
  }
  SUBCASE("when the node ended before it was taken out") {
    auto before = store->snapshots.at("semantic_vectors");
    REQUIRE(ask_as_ada<MemoryForgotten>(tested, command));
    settle();
    store->snapshots["semantic_vectors"] = before;
    tested = wake_with();
    settle();
    CHECK_EQ(kept_ids(*store), list{car});
  }
}

TEST_CASE_FIXTURE(embedding_fixture, "the past is asked without the provider") {
  stored("my dog barked all night", "2026-01-01");
  recalled("quokka", "2026-02-01");
  CHECK_EQ(times_asked("quokka"), 0);
}

TEST_CASE("a space takes vectors of its own length, once") {
  foreign_space tested{"model", 2, 0.5f};
  CHECK(tested.add(7, std::vector<float>{1, 0}));
  CHECK_FALSE(tested.add(7, std::vector<float>{0, 1}));
  CHECK_FALSE(tested.add(8, std::vector<float>{1, 0, 0}));
  std::vector<bool> visible(9, true);
  auto near = tested.nearness(std::vector<float>{1, 0}, visible);
  CHECK_EQ(near[7], doctest::Approx(1));
  near = tested.nearness(std::vector<float>{0.6f, 0.8f}, visible);
  CHECK_EQ(near[7], doctest::Approx(0.2)); // 0.6 where 0.5 is nothing
  near = tested.nearness(std::vector<float>{0, 1}, visible);
  CHECK_EQ(near[7], 0);
  CHECK_EQ(tested.nearness(std::vector<float>{1, 0, 0}, visible)[7], 0);
  tested.remove(7);
  CHECK_FALSE(tested.has(7));
  CHECK_EQ(tested.nearness(std::vector<float>{1, 0}, visible)[7], 0);
}

TEST_CASE("what unrelated texts have in common is measured") {
  CHECK_EQ(mean_cosine({{1, 0}, {0, 1}, {1, 0}}), doctest::Approx(1.0 / 3));
  CHECK_EQ(mean_cosine({{1, 0}}), 0);
}

TEST_SUITE_END();

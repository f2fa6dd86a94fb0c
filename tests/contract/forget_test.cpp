#include "messages/memory.pb.h"
#include "storage/forgettable.hpp"
#include "storage/sqlite/key_store.hpp"
#include "tests/contract/support.hpp"

#include <fstream>
#include <sstream>

using namespace auren;
using namespace auren::test;

namespace {

events::Event stored(const std::string& id, const std::string& text) {
  memory::MemoryStored fact;
  fact.mutable_memory()->set_memory_id(id);
  fact.mutable_memory()->set_text(text);
  auto result = event("memories", fact.SerializeAsString());
  result.set_type("memory.stored");
  return result;
}

events::Event revised(const std::string& old, const std::string& id,
                      const std::string& text) {
  memory::MemoryRevised fact;
  fact.set_memory_id(old);
  fact.mutable_memory()->set_memory_id(id);
  fact.mutable_memory()->set_text(text);
  auto result = event("memories", fact.SerializeAsString());
  result.set_type("memory.revised");
  return result;
}

events::Event forgotten(const std::string& id) {
  memory::MemoryForgotten fact;
  fact.set_memory_id(id);
  auto result = event("memories", fact.SerializeAsString());
  result.set_type("memory.forgotten");
  return result;
}

/// Which events have a payload that opens, in the order of the log.
std::vector<bool> readable(storage::event_reader& log) {
  std::vector<bool> result;
  for (auto& one : everything(log))
    result.push_back(!one.payload().empty());
  return result;
}

/// The wrapped keys of all things, as they are on disk.
std::vector<std::string> wrapped_keys(sqlite_backend& store) {
  std::vector<std::string> all;
  for (uint32_t id = storage::seal::first_thing_id;; ++id) {
    storage::sqlite::key_store keys{store.folder.path() / "keys.db"};
    auto found = keys.find_thing(anna, id);
    REQUIRE(found);
    if (!*found)
      return all;
    all.push_back((*found)->wrapped);
  }
}

bool on_disk(const std::filesystem::path& folder, const std::string& bytes) {
  for (auto& file : std::filesystem::recursive_directory_iterator{folder}) {
    std::ifstream in{file.path(), std::ios::binary};
    std::stringstream all;
    all << in.rdbuf();
    if (all.view().find(bytes) != std::string_view::npos)
      return true;
  }
  return false;
}

} // namespace

TEST_SUITE_BEGIN("contract.forget");

TEST_CASE_TEMPLATE("what is forgotten cannot be read, and all else can", Store,
                   EVERY_STORE) {
  Store store;
  REQUIRE(store->append(command(anna, {stored("a", "tea"), event("s")})));
  REQUIRE(store->append(command(anna, {stored("b", "coffee")})));
  REQUIRE(store->append(command(ben, {stored("a", "ben's")})));
  REQUIRE(store->append(command(anna, {forgotten("a")})));
  for (int i = 0; i < 2; ++i) {
    CHECK_EQ(readable(*store.log),
             std::vector<bool>{false, true, true, true, true});
    auto found = store->verify();
    CHECK(found->ok());
    CHECK_EQ(found->erased, 0); // nobody is
    store.reopen();
  }
  CHECK_EQ(code(store->append(command(anna, {stored("a", "again")}))),
           errc::erased);
  CHECK(store->append(command(anna, {stored("c", "water")})));
}

TEST_CASE_TEMPLATE("all versions of a memory are forgotten together", Store,
                   EVERY_STORE) {
  Store store;
  REQUIRE(store->append(command(anna, {stored("a", "1")})));
  REQUIRE(store->append(command(anna, {revised("a", "b", "2")})));
  REQUIRE(store->append(command(anna, {revised("b", "c", "3")})));
  REQUIRE(store->append(command(anna, {stored("x", "other")})));
  REQUIRE(store->append(command(anna, {forgotten("b")})));
  CHECK_EQ(readable(*store.log),
           std::vector<bool>{false, false, false, true, true});
}

TEST_CASE_TEMPLATE("the reply to a request is forgotten with what it says",
                   Store, EVERY_STORE) {
  Store store;
  auto request = keyed(command(anna, {stored("a", "tea")}), "key", "hash");
  REQUIRE(store->append(request));
  CHECK(store->append(request)->replayed());
  REQUIRE(store->append(command(anna, {forgotten("a")})));
  CHECK_EQ(code(store->append(request)), errc::erased);
  CHECK(store->verify()->ok());
  CHECK((*store->requests(anna, "")).empty());
}

TEST_CASE_TEMPLATE("a forgetting that is refused destroys nothing", Store,
                   EVERY_STORE) {
  Store store;
  REQUIRE(store->append(command(anna, {stored("a", "tea")})));
  auto stale = command(anna, {forgotten("a")});
  stale.set_expected_version(7);
  CHECK_EQ(code(store->append(stale)), errc::version_conflict);
  CHECK_EQ(readable(*store.log), std::vector<bool>{true});
  CHECK(store.keys()->condemned()->empty());
}

TEST_CASE_TEMPLATE("a forgetting that was cut off is finished or taken back",
                   Store, EVERY_STORE) {
  for (bool recorded : {false, true}) {
    Store store;
    REQUIRE(store->append(command(anna, {stored("a", "tea")})));
    auto order = forgotten("a");
    if (recorded) { // of a memory that has no key: nothing is destroyed by it
      auto other = order;
      memory::MemoryForgotten fact;
      fact.set_memory_id("nothing");
      other.set_payload(fact.SerializeAsString());
      REQUIRE(store->append(command(anna, {other})));
    }
    REQUIRE(store.keys()->condemn(anna, "a", order.event_id()));
    store.reopen(); // the power went between key and event, or after both
    CHECK_EQ(readable(*store.log)[0], !recorded);
    CHECK(store.keys()->condemned()->empty());
  }
}

TEST_CASE_TEMPLATE("who is erased has no key of anything", Store, EVERY_STORE) {
  Store store;
  REQUIRE(store->append(command(anna, {stored("a", "tea")})));
  REQUIRE(store->erase_person(anna));
  CHECK_EQ(readable(*store.log), std::vector<bool>{false});
  CHECK_EQ(store->verify()->erased, 1);
  CHECK_EQ(code(store->append(command(anna, {stored("b", "x")}))),
           errc::erased);
}

TEST_CASE("a forgotten memory's key is nowhere in the folder") {
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {stored("a", "tea")})));
  REQUIRE(store->append(command(anna, {stored("b", "coffee")})));
  auto keys = wrapped_keys(store);
  REQUIRE_EQ(keys.size(), 2u);
  CHECK(on_disk(store.disk(), keys[0])); // the scan can find it
  REQUIRE(store->append(command(anna, {forgotten("a")})));
  CHECK_FALSE(on_disk(store.disk(), keys[0]));
  CHECK(on_disk(store.disk(), keys[1]));
  CHECK(wrapped_keys(store)[0].empty());
}

TEST_SUITE_END();

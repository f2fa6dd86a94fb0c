#include "messages/ingest.pb.h"
#include "tests/contract/support.hpp"

#include <cstdlib>
#include <fstream>

using namespace auren;
using namespace auren::test;

namespace {

const std::string canary = "CANARY-7391-serotonin";

bool sings_now(const std::filesystem::path& folder) {
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file())
      continue;
    std::ifstream in{file.path(), std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    if (bytes.find(canary) != std::string::npos)
      return true;
  }
  return false;
}

/// Whether any file below `folder` has the canary in it. A server's files come
/// and go meanwhile: then it looks again.
bool sings(const std::filesystem::path& folder) {
  for (;;)
    try {
      return sings_now(folder);
    } catch (const std::filesystem::filesystem_error&) {
      continue;
    }
}

events::SaveSnapshot snapshot(const std::string& state) {
  events::SaveSnapshot save;
  *save.mutable_context() = context_of(anna);
  save.mutable_snapshot()->set_actor("memory");
  save.mutable_snapshot()->set_version(3);
  save.mutable_snapshot()->set_schema(2);
  save.mutable_snapshot()->set_state(state);
  return save;
}

events::LoadSnapshot load() {
  events::LoadSnapshot question;
  *question.mutable_context() = context_of(anna);
  question.set_actor("memory");
  return question;
}

} // namespace

TEST_SUITE_BEGIN("contract.privacy");

TEST_CASE_TEMPLATE("no health data lies open in any file", Store, EVERY_STORE) {
  Store store;
  auto request
    = keyed(command(anna, {event("s", canary)}), canary, canary, canary);
  request.mutable_events(0)->set_payload(canary);
  request.mutable_request()->set_body_hash("hash");
  REQUIRE(store->append(request));
  REQUIRE(store->save_snapshot(snapshot(canary)));
  CHECK_FALSE(sings(store.disk()));
  store.reopen();
  CHECK_FALSE(sings(store.disk()));
  CHECK_EQ(everything(*store.log)[0].payload(), canary);
  auto control = store.disk() / "control";
  std::ofstream{control} << "x" << canary;
  CHECK(sings(store.disk()));
  std::filesystem::remove(control);
}

TEST_CASE_TEMPLATE("an erased person's payloads are gone for good", Store,
                   EVERY_STORE) {
  Store store;
  REQUIRE(store->append(keyed(command(anna, {event()}), "key", "hash")));
  REQUIRE(store->append(command(ben, {event()})));
  REQUIRE(store->save_snapshot(snapshot("state")));
  REQUIRE(store->erase_person(anna));
  for (int i = 0; i < 2; ++i) {
    auto log = everything(*store.log);
    REQUIRE_EQ(log.size(), 2u);
    CHECK(log[0].payload().empty());
    CHECK_EQ(log[0].type(), "journal.recorded");
    CHECK_EQ(log[1].payload(), "payload");
    CHECK_EQ(code(store->append(command(anna, {event()}))), errc::erased);
    CHECK_EQ(code(store->append(keyed(command(anna, {}), "key", "hash"))),
             errc::erased);
    CHECK_EQ(code(store->save_snapshot(snapshot("x"))), errc::erased);
    CHECK_FALSE(store->load_snapshot(load())->has_value());
    CHECK(store->append(command(ben, {}))->position() == 0);
    auto found = store->verify();
    CHECK(found->ok());
    CHECK_EQ(found->erased, 1);
    CHECK((*store->people())[0].erased);
    CHECK_FALSE((*store->people())[1].erased);
    store.reopen();
    REQUIRE(store->erase_person(anna));
  }
}

TEST_CASE_TEMPLATE("erasing somebody unknown holds for later", Store,
                   EVERY_STORE) {
  Store store;
  REQUIRE(store->erase_person(anna));
  store.reopen();
  CHECK_EQ(code(store->append(command(anna, {event()}))), errc::erased);
  CHECK(store->append(command(ben, {event()})));
}

TEST_CASE("keys from an old backup bring nobody back") {
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  store.close();
  auto keys = store.folder.path() / "keys.db";
  auto backup = store.folder.path() / "keys.backup";
  std::filesystem::copy_file(keys, backup);
  store.open();
  REQUIRE(store->erase_person(anna));
  store.close();
  std::filesystem::copy_file(backup, keys,
                             std::filesystem::copy_options::overwrite_existing);
  store.open();
  CHECK(everything(*store.log)[0].payload().empty());
  CHECK_EQ(code(store->append(command(anna, {event()}))), errc::erased);
}

TEST_CASE("an interrupted erasure is finished at the next start") {
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  REQUIRE(store.data->keys().erase(anna)); // and then the power went
  store.reopen();
  CHECK((*store->people())[0].erased);
  CHECK_EQ(code(store->append(command(anna, {event()}))), errc::erased);
}

TEST_CASE_TEMPLATE("a snapshot comes back whole", Store, EVERY_STORE) {
  Store store;
  CHECK_FALSE(store->load_snapshot(load())->has_value());
  CHECK_EQ(code(store->save_snapshot(snapshot("early"))), errc::not_found);
  REQUIRE(store->append(command(anna, {event()})));
  CHECK_FALSE(store->load_snapshot(load())->has_value());
  REQUIRE(store->save_snapshot(snapshot("first")));
  REQUIRE(store->save_snapshot(snapshot(std::string(100'000, 's'))));
  store.reopen();
  auto loaded = store->load_snapshot(load());
  REQUIRE(loaded);
  REQUIRE(loaded->has_value());
  CHECK_EQ((*loaded)->state(), std::string(100'000, 's'));
  CHECK_EQ((*loaded)->version(), 3);
  CHECK_EQ((*loaded)->schema(), 2u);
}

TEST_CASE("a damaged snapshot is none") {
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  for (const char* sql :
       {"UPDATE snapshots SET version = 4", "UPDATE snapshots SET schema = 9",
        "UPDATE snapshots SET state = x'00'",
        "UPDATE snapshots SET state = substr(state, 1, length(state) - 1)"
        " || x'ab'"}) {
    CAPTURE(sql);
    REQUIRE(store->save_snapshot(snapshot("state")));
    REQUIRE(store->load_snapshot(load())->has_value());
    store.close();
    store.tamper(sql);
    store.open();
    auto loaded = store->load_snapshot(load());
    REQUIRE(loaded);
    CHECK_FALSE(loaded->has_value());
  }
}

TEST_CASE("a wrong master key is refused by name and changes nothing") {
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  store.close();
  auto key = store.folder.path() / "master.key";
  auto kept = store.folder.path() / "kept.key";
  std::filesystem::rename(key, kept);
  auto missing = store.try_open();
  CHECK_EQ(code_of(missing), errc::refused);
  CHECK_NE(render(missing).find("master.key is missing"), std::string::npos);
  CHECK_FALSE(std::filesystem::exists(key));
  ::setenv("AUREN_MASTER_KEY", std::string(64, 'a').c_str(), 1);
  auto wrong = store.try_open();
  CHECK_EQ(code_of(wrong), errc::refused);
  CHECK_NE(render(wrong).find("AUREN_MASTER_KEY"), std::string::npos);
  CHECK_NE(render(wrong).find("storage.master_key"), std::string::npos);
  ::unsetenv("AUREN_MASTER_KEY");
  std::filesystem::rename(kept, key);
  store.open();
  CHECK(store->verify()->ok());
  CHECK_EQ(everything(*store.log)[0].payload(), "payload");
}

TEST_CASE("events without their keys are not opened anew") {
  sqlite_backend store;
  REQUIRE(store->append(command(anna, {event()})));
  store.close();
  std::filesystem::remove(store.folder.path() / "keys.db");
  auto failed = store.try_open();
  CHECK_EQ(code_of(failed), errc::refused);
  CHECK_FALSE(std::filesystem::exists(store.folder.path() / "keys.db"));
}

TEST_CASE_TEMPLATE("chunks of samples tell nothing without the key", Store,
                   EVERY_STORE) {
  Store store;
  auto projections = store.projections();
  REQUIRE(projections->add(storage::make_sample_chunks(store.keys())));
  ingest::SamplesRecorded batch;
  auto& series = *batch.add_series();
  series.set_metric(canary);
  series.set_source(canary);
  series.set_unit(canary);
  for (int i = 0; i < 3000; ++i) {
    series.add_step_ms(1000);
    series.add_value(61);
    series.add_external_id(canary);
  }
  auto samples = event("biometrics", batch.SerializeAsString());
  samples.set_type("samples.recorded");
  REQUIRE(store->append(command(anna, {samples})));
  REQUIRE(projections->catch_up(storage::sample_chunks_name, *store.log));
  REQUIRE_EQ(store.chunks()->series(anna)->at(0).unit, canary);
  CHECK_FALSE(sings(store.disk()));
}

TEST_SUITE_END();

#include "tests/contract/child.hpp"
#include "tests/contract/support.hpp"

#include <sys/mount.h>
#include <sys/resource.h>

#include <random>
#include <sched.h>
#include <set>
#include <signal.h>
#include <unistd.h>

using namespace auren;
using namespace auren::test;

namespace {

/// Appends groups for ever and says each id once it is acknowledged.
template <class Store>
int append_for_ever(Store& store, int pipe) {
  if (store.try_open())
    return 2;
  for (unsigned round = 0;; ++round) {
    std::vector<events::Append> batch;
    for (unsigned i = 0; i < 1 + round % 7; ++i)
      batch.push_back(
        command(i % 2 == 0 ? anna : ben, {event("a"), event("b")}));
    auto results = append_all(*store.log, batch);
    for (size_t i = 0; i < batch.size(); ++i)
      if (results[i])
        for (const auto& one : batch[i].events())
          say(pipe, one.event_id());
  }
}

/// Fills the disk, frees it, and goes on. Returns 0 when all went as it
/// should.
int run_out_of_space(const std::filesystem::path& path,
                     const std::function<void()>& shrink,
                     const std::function<void()>& grow) {
  auto data = storage::sqlite::data_folder::open(path);
  auto log = data ? storage::sqlite::open_events(*data) : data.error();
  if (!log || !(*log)->append(command(anna, {event()})))
    return 10;
  shrink();
  uint64_t kept = 1;
  auto big = [] { return event("s", ids::hex(std::string(40'000, 'x'))); };
  auto random_bytes = [&] { // what zstd cannot shrink
    auto one = big();
    for (auto& c : *one.mutable_payload())
      c = static_cast<char>(std::rand());
    return one;
  };
  auto retry = command(anna, {random_bytes()});
  auto last = (*log)->append(retry);
  for (; last && kept < 1000; ++kept) {
    retry = command(anna, {random_bytes()});
    last = (*log)->append(retry);
  }
  if (code(last) != errc::storage_unavailable)
    return 11;
  if (everything(**log).size() != kept)
    return 12;
  grow();
  auto again = (*log)->append(retry);
  if (!again || again->position() != kept + 1)
    return 13;
  return (*log)->verify()->ok() ? 0 : 14;
}

} // namespace

TEST_SUITE_BEGIN("contract.crash");

TEST_CASE_TEMPLATE("a kill at any moment loses nothing acknowledged", Store,
                   EVERY_STORE) {
  Store store;
  store.close();
  std::mt19937 random{std::random_device{}()};
  std::vector<std::string> acknowledged;
  for (int round = 0; round < 10; ++round) {
    child writer{[&](int pipe) { return append_for_ever(store, pipe); }};
    auto said = writer.read(16 * (1 + random() % 200));
    REQUIRE_FALSE(said.empty());
    said += writer.kill();
    for (size_t at = 0; at + 16 <= said.size(); at += 16)
      acknowledged.push_back(said.substr(at, 16));
    store.open();
    auto found = store->verify();
    REQUIRE(found);
    CHECK_MESSAGE(found->ok(), found->detail);
    std::set<std::string> kept;
    for (const auto& one : everything(*store.log))
      CHECK(kept.insert(one.event_id()).second);
    for (const auto& id : acknowledged)
      CHECK(kept.count(id) == 1);
    store.close();
  }
  CHECK_GT(acknowledged.size(), 10u);
}

TEST_CASE("a second process on the same folder is refused by name") {
  sqlite_backend store;
  store.close();
  child holder{[&](int pipe) {
    auto data = storage::sqlite::data_folder::open(store.folder.path());
    say(pipe, data ? "y" : "n");
    return static_cast<int>(::pause()) + 1;
  }};
  REQUIRE_EQ(holder.read(1), "y");
  auto refused = store.try_open();
  CHECK_EQ(code_of(refused), errc::storage_unavailable);
  auto name = "another auren (pid " + std::to_string(holder.pid()) + ")";
  CHECK_NE(render(refused).find(name), std::string::npos);
  holder.kill();
  store.open();
  CHECK_EQ(code_of(store.try_open()), errc::storage_unavailable);
}

TEST_CASE("writes that fail are refused, and later ones are taken") {
  scratch_folder folder;
  child writer{[&](int) {
    ::signal(SIGXFSZ, SIG_IGN);
    auto limit = [](rlim_t bytes) {
      return [bytes] {
        rlimit all{};
        ::getrlimit(RLIMIT_FSIZE, &all);
        all.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &all);
      };
    };
    return run_out_of_space(folder.path(), limit(2'000'000),
                            limit(RLIM_INFINITY));
  }};
  CHECK_EQ(writer.wait(), 0);
}

TEST_CASE("a full disk is refused, and later appends are taken") {
  scratch_folder folder;
  child writer{[&](int) {
    auto path = folder.path();
    if (::unshare(CLONE_NEWNS) != 0
        || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
        || ::mount("tmpfs", path.c_str(), "tmpfs", 0, "size=3m") != 0)
      return 77;
    auto resize = [&](const char* size) {
      return [&path, size] {
        ::mount("tmpfs", path.c_str(), "tmpfs", MS_REMOUNT, size);
      };
    };
    return run_out_of_space(
      path, [] {}, resize("size=30m"));
  }};
  auto status = writer.wait();
  if (status == 77)
    MESSAGE("SKIP: no right to mount a small disk");
  else
    CHECK_EQ(status, 0);
}

TEST_SUITE_END();

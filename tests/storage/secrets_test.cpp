#include "storage/seal/master_key.hpp"
#include "storage/secrets/provider.hpp"
#include "tests/contract/support.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

using namespace auren;
using namespace auren::test;
using storage::secrets::local_provider;

namespace {

void write(const std::filesystem::path& path, const std::string& text,
           mode_t mode = 0600) {
  std::ofstream{path} << text;
  ::chmod(path.c_str(), mode);
}

const std::string hex_key(64, 'a');

} // namespace

TEST_SUITE_BEGIN("storage.secrets");

TEST_CASE("a secret comes from a private file without its newline") {
  scratch_folder folder;
  auto path = folder.path() / "token";
  write(path, "s3cret\n");
  auto read = local_provider{}.read("file:" + path.string());
  REQUIRE(read);
  CHECK_EQ(read->view(), "s3cret");
}

TEST_CASE("a file that others may read is refused without its text") {
  scratch_folder folder;
  auto path = folder.path() / "token";
  for (mode_t mode : {0640, 0604, 0620, 0660}) {
    write(path, "s3cret", mode);
    auto read = local_provider{}.read("file:" + path.string());
    CHECK_EQ(code(read), errc::refused);
    CHECK_EQ(render(read.error()).find("s3cret"), std::string::npos);
  }
}

TEST_CASE("absent empty large and special files are no secrets") {
  scratch_folder folder;
  auto name = [&](const char* file) {
    return "file:" + (folder.path() / file).string();
  };
  write(folder.path() / "empty", "");
  write(folder.path() / "large", std::string(70'000, 'x'));
  ::mkfifo((folder.path() / "fifo").c_str(), 0600);
  local_provider provider;
  CHECK_EQ(code(provider.read(name("absent"))), errc::not_found);
  CHECK_EQ(code(provider.read(name("empty"))), errc::not_found);
  CHECK_EQ(code(provider.read(name("large"))), errc::refused);
  CHECK_EQ(code(provider.read(name("fifo"))), errc::refused);
  CHECK_EQ(code(provider.read(name("."))), errc::refused);
  CHECK_EQ(code(provider.read("literal:x")), errc::refused);
}

TEST_CASE("a secret comes from the environment") {
  local_provider provider;
  ::setenv("AUREN_TEST_SECRET", "value", 1);
  CHECK_EQ(provider.read("env:AUREN_TEST_SECRET")->view(), "value");
  ::unsetenv("AUREN_TEST_SECRET");
  CHECK_EQ(code(provider.read("env:AUREN_TEST_SECRET")), errc::not_found);
}

TEST_CASE("a master key is made once and is private") {
  scratch_folder folder;
  auto made = storage::seal::load_master_key(folder.path(), {}, true);
  REQUIRE(made);
  struct stat info {};
  REQUIRE_EQ(::stat((folder.path() / "master.key").c_str(), &info), 0);
  CHECK_EQ(info.st_mode & 0777, 0600);
  auto again = storage::seal::load_master_key(folder.path(), {}, false);
  REQUIRE(again);
  CHECK_EQ(made->key.bytes->view(), again->key.bytes->view());
  scratch_folder other;
  CHECK_EQ(code(storage::seal::load_master_key(other.path(), {}, false)),
           errc::refused);
}

TEST_CASE("a master key is written in hex or base64 and in nothing else") {
  scratch_folder folder;
  auto path = folder.path() / "key";
  auto load = [&](const std::string& text) {
    write(path, text);
    return storage::seal::load_master_key(folder.path(), path, true);
  };
  auto hex = load(hex_key);
  REQUIRE(hex);
  CHECK_EQ(hex->key.bytes->view(), std::string(32, '\xaa'));
  auto base64 = load("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=\n");
  REQUIRE(base64);
  CHECK_EQ(base64->key.bytes->view(), hex->key.bytes->view());
  CHECK_EQ(code(load(hex_key + "aa")), errc::refused);
  CHECK_EQ(code(load("secret")), errc::refused);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "master.key"));
}

TEST_CASE("a given file wins over the environment and that over the folder") {
  scratch_folder folder;
  write(folder.path() / "master.key", std::string(64, '1'));
  write(folder.path() / "other.key", std::string(64, '2'));
  ::setenv("AUREN_MASTER_KEY", std::string(64, '3').c_str(), 1);
  auto first = [](const caf::expected<storage::seal::master_key>& key) {
    return key ? key->key.bytes->view()[0] : '?';
  };
  auto other = folder.path() / "other.key";
  CHECK_EQ(first(storage::seal::load_master_key(folder.path(), other, true)),
           0x22);
  CHECK_EQ(first(storage::seal::load_master_key(folder.path(), {}, true)),
           0x33);
  ::unsetenv("AUREN_MASTER_KEY");
  CHECK_EQ(first(storage::seal::load_master_key(folder.path(), {}, true)),
           0x11);
}

TEST_SUITE_END();

#include "actors/node/bench/peer_postgres.hpp"

#include "messages/ids.hpp"
#include "storage/postgres/connection.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace auren::node::bench {

namespace {

constexpr auto script = "tests/support/postgres.sh";

/// Returns what a command prints.
std::string output_of(const std::string& command) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"),
                                             ::pclose};
  std::string text;
  char some[512];
  while (pipe && std::fgets(some, sizeof some, pipe.get()) != nullptr)
    text += some;
  return text;
}

} // namespace

peer_postgres::peer_postgres() {
  if (const auto* uri = std::getenv("AUREN_BENCH_POSTGRES")) {
    uri_ = uri;
    return;
  }
  if (!std::filesystem::exists(script))
    return;
  std::string pattern = "/tmp/auren-pg.XXXXXX"; // sockets want short names
  folder_ = ::mkdtemp(pattern.data());
  if (call("start") == 0)
    uri_ = fmt::format("host={} user=admin dbname=postgres", folder_);
}

peer_postgres::~peer_postgres() {
  if (!folder_.empty())
    call("stop");
}

std::string peer_postgres::make_database() {
  if (folder_.empty())
    return uri_;
  auto name = "b" + ids::hex(ids::uuid7());
  storage::postgres::connection{uri_}.run(
    fmt::format("CREATE DATABASE {} OWNER auren", name));
  return fmt::format("host={} user=auren dbname={}", folder_, name);
}

double peer_postgres::pgbench(const std::string& uri, const std::string& file,
                              int clients, int seconds) {
  // Debian keeps it apart from the other programs.
  auto told = output_of(fmt::format(
    "PATH=\"$PATH:$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)\";"
    " pgbench -n -M prepared -c {} -j 2 -T {} -f '{}' '{}' 2>/dev/null",
    clients, seconds, file, uri));
  auto at = told.find("tps = ");
  return at == std::string::npos ? 0 : std::atof(told.c_str() + at + 6);
}

int peer_postgres::call(const char* what) const {
  return std::system(fmt::format("{} {} {}", script, what, folder_).c_str());
}

} // namespace auren::node::bench

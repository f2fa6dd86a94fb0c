#include "tests/support/postgres_server.hpp"

#include "messages/ids.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace auren::test {

namespace {

constexpr auto script = "tests/support/postgres.sh";

void must(const std::string& command) {
  if (std::system(command.c_str()) != 0)
    throw std::runtime_error{"failed: " + command};
}

std::string uri_of(const std::filesystem::path& folder, const char* user,
                   const std::string& name) {
  return fmt::format("host={} user={} dbname={}", folder.string(), user, name);
}

void run_at(const std::string& uri, const std::string& sql) {
  auto* db = PQconnectdb(uri.c_str());
  auto* done = PQexec(db, sql.c_str());
  auto status = PQresultStatus(done);
  std::string why = PQerrorMessage(db);
  PQclear(done);
  PQfinish(db);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw std::runtime_error{sql + ": " + why};
}

std::string name_in(const std::string& uri) {
  return uri.substr(uri.rfind('=') + 1);
}

} // namespace

postgres_server& postgres_server::shared() {
  if (const auto* folder = std::getenv("AUREN_TEST_POSTGRES")) {
    static postgres_server running{std::filesystem::path{folder}};
    return running;
  }
  static postgres_server own;
  return own;
}

postgres_server::postgres_server(const std::string& options,
                                 const std::filesystem::path& folder)
  : folder_(folder), options_(options) {
  std::string pattern = "/tmp/auren-pg.XXXXXX"; // sockets want short names
  if (folder_.empty())
    folder_ = ::mkdtemp(pattern.data());
  start();
}

postgres_server::~postgres_server() {
  if (own_)
    static_cast<void>(
      std::system(fmt::format("{} stop {}", script, folder_.string()).c_str()));
}

void postgres_server::start() {
  must(fmt::format("AUREN_POSTGRES_OPTIONS=\"{}\" {} start {}", options_,
                   script, folder_.string()));
  std::ifstream{folder_ / "data" / "postmaster.pid"} >> pid_;
}

void postgres_server::kill() {
  must(fmt::format("{} kill {}", script, folder_.string()));
}

void postgres_server::crash() {
  must(fmt::format("{} crash {} {}", script, folder_.string(), pid_));
}

std::string postgres_server::make_database() {
  auto name = "t" + ids::hex(ids::uuid7());
  run_at(uri_of(folder_, "admin", "postgres"),
         fmt::format("CREATE DATABASE {} OWNER auren", name));
  return uri_of(folder_, "auren", name);
}

void postgres_server::drop_database(const std::string& uri) {
  run_at(uri_of(folder_, "admin", "postgres"),
         fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_in(uri)));
}

void postgres_server::run(const std::string& uri, const std::string& sql) {
  run_at(uri_of(folder_, "admin", name_in(uri)), sql);
}

} // namespace auren::test

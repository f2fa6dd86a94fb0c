#pragma once

#include "storage/postgres/database.hpp"
#include "tests/contract/support.hpp"

#include <chrono>
#include <thread>

namespace auren::test {

/// A store on a server of its own, which may be hurt.
struct lone_store {
  scratch_folder folder;
  postgres_server server;
  std::string uri = server.make_database();
  std::shared_ptr<storage::postgres::database> data;
  std::unique_ptr<storage::event_repository> log;

  explicit lone_store(const std::string& options = "", size_t connections = 8)
    : server(options) {
    storage::postgres::database_options wanted;
    wanted.uri = uri;
    wanted.folder = folder.path();
    wanted.connections = connections;
    auto opened = storage::postgres::database::open(wanted);
    REQUIRE_MESSAGE(opened, render(opened.error()));
    data = std::move(*opened);
    log = another();
  }

  std::unique_ptr<storage::event_repository> another() {
    auto opened
      = storage::postgres::open_events(data, [] { return int64_t{1}; });
    REQUIRE_MESSAGE(opened, render(opened.error()));
    return std::move(*opened);
  }

  /// Appends again and again until it is done; returns whether it took less
  /// than ten seconds.
  bool serves_soon() {
    auto one = command(anna, {event()});
    auto start = std::chrono::steady_clock::now();
    while (!log->append(one))
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    return std::chrono::steady_clock::now() - start < std::chrono::seconds{10};
  }
};

} // namespace auren::test

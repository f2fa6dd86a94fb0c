#pragma once

#include <filesystem>
#include <string>

namespace auren::test {

/// A real PostgreSQL server, for as long as this lives. Throws when there is
/// none to start.
class postgres_server {
public:
  /// Returns the one that all tests of this process share: that of the whole
  /// run (AUREN_TEST_POSTGRES, its folder), else one of its own.
  static postgres_server& shared();

  /// Starts one of its own, with `options` for its command line, in `folder`;
  /// without one it finds itself a place.
  explicit postgres_server(const std::string& options = "",
                           const std::filesystem::path& folder = {});
  ~postgres_server();
  postgres_server(const postgres_server&) = delete;
  postgres_server& operator=(const postgres_server&) = delete;

  /// Makes an empty database; returns its URI for a role without privileges.
  std::string make_database();
  void drop_database(const std::string& uri);

  /// Runs SQL as a superuser, in the database of `uri`.
  void run(const std::string& uri, const std::string& sql);

  void kill();  ///< As a power cut would.
  void crash(); ///< With SIGKILL for each of its processes.
  void start(); ///< Again, after either.

  const std::filesystem::path& folder() const {
    return folder_;
  }

private:
  explicit postgres_server(std::filesystem::path running)
    : folder_(std::move(running)), own_(false) {}

  std::filesystem::path folder_;
  std::string options_;
  bool own_ = true;
  int pid_ = 0;
};

} // namespace auren::test

#pragma once

#include <string>

namespace auren::node::bench {

/// A PostgreSQL server to compare with: the one that AUREN_BENCH_POSTGRES
/// names, else one of its own, made by the checkout's script and with the
/// server's own defaults; none without both.
class peer_postgres {
public:
  peer_postgres();
  ~peer_postgres();
  peer_postgres(const peer_postgres&) = delete;
  peer_postgres& operator=(const peer_postgres&) = delete;

  /// Returns whether there is one.
  explicit operator bool() const {
    return !uri_.empty();
  }

  /// Returns how a superuser reaches it.
  const std::string& uri() const {
    return uri_;
  }

  /// Makes an empty database that a role without privileges owns; returns its
  /// URI. Of a server that was named it is the database that was named.
  std::string make_database();

  /// Runs pgbench, whose single script is `script` (a file), with `clients` for
  /// `seconds` in the database of `uri`.
  /// @returns transactions per second; 0 when it cannot be run.
  static double pgbench(const std::string& uri, const std::string& script,
                        int clients, int seconds);

private:
  int call(const char* what) const;

  std::string folder_; // empty: not ours
  std::string uri_;
};

} // namespace auren::node::bench

#pragma once

#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace auren::test {

/// A door between a client and a PostgreSQL server that can lose the answer to
/// a commit: the server has committed, and the client sees its session break.
class gate {
public:
  /// Opens a door to the server whose socket lies in `server`.
  explicit gate(std::filesystem::path server);
  ~gate();
  gate(const gate&) = delete;
  gate& operator=(const gate&) = delete;

  /// Returns `uri` with this door in place of the server.
  std::string through(const std::string& uri) const;

  /// Loses the answers to the next `n` commits.
  void lose(int n) {
    to_lose_ = n;
  }

  /// Turns the next `n` new sessions away.
  void refuse(int n) {
    to_refuse_ = n;
  }

  /// Returns how many answers were lost so far.
  int lost() const {
    return lost_;
  }

private:
  void accept_all();
  void serve(int client);
  bool refuses();
  bool loses(std::string_view answer);

  std::filesystem::path server_;
  std::filesystem::path folder_;
  int listener_ = -1;
  std::atomic<int> to_lose_ = 0;
  std::atomic<int> to_refuse_ = 0;
  std::atomic<int> lost_ = 0;
  std::mutex mutex_;
  std::vector<int> open_; // guarded by mutex_
  std::vector<std::thread> sessions_;
  std::thread door_;
};

} // namespace auren::test

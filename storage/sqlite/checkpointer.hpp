#pragma once

#include "storage/sqlite/connection.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace auren::storage::sqlite {

/// Moves committed pages from the write-ahead log into the database on a
/// thread and a connection of its own, so that no commit waits for it. What is
/// left when it is done is little; the writer moves that itself, for only then
/// does the log start anew.
class checkpointer {
public:
  /// Watches `writer`, a connection to `file`, which must outlive this.
  /// Throws `failure` when the file cannot be opened.
  checkpointer(connection& writer, const std::filesystem::path& file);
  ~checkpointer();
  checkpointer(const checkpointer&) = delete;
  checkpointer& operator=(const checkpointer&) = delete;

private:
  enum class stage { idle, wanted, done };

  static int after_commit(void* self, sqlite3* db, const char*, int pages);
  void ask();
  void run(const std::stop_token& stop);

  sqlite3* writer_;
  connection own_;
  std::atomic<stage> stage_ = stage::idle;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::jthread thread_;
};

} // namespace auren::storage::sqlite

#include "storage/sqlite/checkpointer.hpp"

#include <sqlite3.h>

namespace auren::storage::sqlite {

namespace {

constexpr int pages_worth_moving = 4000; // 16 MiB

// What fails here is tried again after a later commit; nothing is lost by it.
void move_pages(sqlite3* db) {
  sqlite3_wal_checkpoint_v2(db, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                            nullptr);
}

} // namespace

checkpointer::checkpointer(connection& writer,
                           const std::filesystem::path& file)
  : writer_(writer.handle()), own_(file, profile::durable),
    thread_([this](const std::stop_token& stop) { run(stop); }) {
  sqlite3_wal_hook(writer_, after_commit, this);
}

checkpointer::~checkpointer() {
  sqlite3_wal_hook(writer_, nullptr, nullptr);
}

int checkpointer::after_commit(void* self, sqlite3* db, const char*,
                               int pages) {
  auto& me = *static_cast<checkpointer*>(self);
  if (me.stage_ == stage::done) {
    move_pages(db);
    me.stage_ = stage::idle;
  } else if (pages >= pages_worth_moving && me.stage_ == stage::idle) {
    me.ask();
  }
  return SQLITE_OK;
}

void checkpointer::ask() {
  {
    std::lock_guard guard{mutex_};
    stage_ = stage::wanted;
  }
  woken_.notify_one();
}

void checkpointer::run(const std::stop_token& stop) {
  std::unique_lock guard{mutex_};
  while (woken_.wait(guard, stop, [this] { return stage_ == stage::wanted; })) {
    guard.unlock();
    move_pages(own_.handle());
    guard.lock();
    stage_ = stage::done;
  }
}

} // namespace auren::storage::sqlite

#include "storage/sqlite/connection.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace auren::storage::sqlite {

namespace {

using namespace std::chrono_literals;

constexpr size_t most_statements = 128;
constexpr auto patience = 5s; ///< How long a lock of another is waited for.

/// SQLite gives its helper files the mode of the database file.
void create_private(const std::filesystem::path& file) {
  int fd = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    ::close(fd);
}

int flags(profile use) {
  return SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
         | (use == profile::reader ? 0 : SQLITE_OPEN_CREATE);
}

/// 4 KiB pages keep single appends small; checkpoints come every 16 MiB.
const char* settings(profile use) {
  switch (use) {
    case profile::durable:
      return "PRAGMA synchronous=FULL;"
             "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32768;"
             "PRAGMA journal_size_limit=67108864;";
    case profile::rebuildable:
      return "PRAGMA synchronous=NORMAL;"
             "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16384;"
             "PRAGMA journal_size_limit=67108864;";
    case profile::reader:
      return "PRAGMA query_only=ON; PRAGMA cache_size=-8192;";
  }
  return "";
}

/// SQLite waits for no lock when a file changes to the write-ahead log: of two
/// that open a new one at once, the second is refused and has to ask again.
void log_ahead(connection& db) {
  auto until = std::chrono::steady_clock::now() + patience;
  while (true)
    try {
      return db.run("PRAGMA journal_mode=WAL");
    } catch (const failure& refused) {
      if (refused.code() != SQLITE_BUSY
          || std::chrono::steady_clock::now() > until)
        throw;
      std::this_thread::sleep_for(1ms);
    }
}

/// Nobody asks SQLite how much memory it uses, and to count it takes a lock
/// for every piece.
void count_no_memory() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
}

std::string first_value(connection& db, const char* sql) {
  auto result = db.prepared(sql)();
  result.next();
  return std::string{result.bytes(0)};
}

} // namespace

connection::connection(const std::filesystem::path& file, profile use) {
  count_no_memory();
  if (use != profile::reader)
    create_private(file);
  sqlite3* opened = nullptr;
  auto status = sqlite3_open_v2(file.c_str(), &opened, flags(use), nullptr);
  handle_.reset(opened);
  if (status != SQLITE_OK)
    throw failure{status, fmt::format("{} cannot be opened: {}", file.string(),
                                      sqlite3_errstr(status))};
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, std::chrono::milliseconds{patience}.count());
  run("PRAGMA page_size=4096; PRAGMA temp_store=MEMORY;"
      "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;"
      "PRAGMA mmap_size=0; PRAGMA secure_delete=ON;");
  if (use != profile::reader)
    log_ahead(*this);
  run(settings(use));
}

void connection::closer::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle); // waits for the statements, which go after it
}

void connection::run(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw failure{sqlite3_extended_errcode(handle_.get()),
                  sqlite3_errmsg(handle_.get())};
}

statement& connection::prepared(const std::string& sql) {
  if (auto known = statements_.find(sql); known != statements_.end())
    return known->second;
  if (statements_.size() >= most_statements)
    throw failure{SQLITE_MISUSE, "too many kinds of statements"};
  return statements_.try_emplace(sql, handle_.get(), sql).first->second;
}

bool connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_.get()) == 0;
}

void require_durable(connection& db) {
  auto mode = first_value(db, "PRAGMA journal_mode");
  auto sync = first_value(db, "PRAGMA synchronous");
  if (mode != "wal" || sync != "2")
    throw failure{SQLITE_CANTOPEN,
                  fmt::format("not durable here: journal_mode={}, "
                              "synchronous={}; wal and 2 are needed",
                              mode, sync)};
}

transaction::transaction(connection& db, const char* begin) : db_(db) {
  db_.prepared(begin).run();
}

transaction::~transaction() {
  if (!db_.in_transaction())
    return;
  // Not through a prepared statement: it must not throw.
  sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void transaction::commit() {
  db_.prepared("COMMIT").run();
}

} // namespace auren::storage::sqlite

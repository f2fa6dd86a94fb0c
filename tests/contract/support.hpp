#pragma once

#include "messages/ids.hpp"
#include "storage/postgres/database.hpp"
#include "storage/projections/sample_chunks.hpp"
#include "storage/sqlite/data_folder.hpp"
#include "tests/support/postgres_server.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace auren::test {

/// A folder of its own that goes away with the test.
class scratch_folder {
public:
  scratch_folder()
    : path_(std::filesystem::temp_directory_path()
            / ("auren-" + ids::hex(ids::uuid7()))) {
    std::filesystem::create_directories(path_);
  }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;
  ~scratch_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const {
    return path_;
  }

private:
  std::filesystem::path path_;
};

/// The SQLite store as the contract wants it: open, closed, open again.
struct sqlite_backend {
  scratch_folder folder;
  int64_t now_us = 1'700'000'000'000'000;
  bool keeps_times = false; ///< From `reopen` on, as a log is carried.
  std::shared_ptr<storage::sqlite::data_folder> data;
  std::unique_ptr<storage::event_repository> log;

  sqlite_backend() {
    open();
  }
  caf::error try_open();
  void open();
  void close();
  void reopen();

  std::unique_ptr<storage::projection_store> projections();
  std::unique_ptr<storage::sample_chunks> chunks();

  /// Returns how many rows a projection's table has.
  int64_t rows_of(const std::string& table);
  const std::shared_ptr<storage::seal::keyring>& keys() const {
    return data->shared_keys();
  }

  /// Changes the closed store behind its back.
  void tamper(const std::string& sql, const char* file = "events.db");
  void tamper_projections(const std::string& sql) {
    tamper(sql, "projections.db");
  }

  /// Returns where all that is stored lies.
  std::filesystem::path disk() const {
    return folder.path();
  }

  storage::event_repository* operator->() {
    return log.get();
  }
};

/// The PostgreSQL store likewise, in a database of its own.
struct postgres_backend {
  scratch_folder folder; // the master key's
  int64_t now_us = 1'700'000'000'000'000;
  bool keeps_times = false; ///< From `reopen` on, as a log is carried.
  std::string uri = postgres_server::shared().make_database();
  std::shared_ptr<storage::postgres::database> data;
  std::unique_ptr<storage::event_repository> log;

  postgres_backend() {
    open();
  }
  ~postgres_backend();
  caf::error try_open();
  void open();
  void close();
  void reopen();

  std::unique_ptr<storage::projection_store> projections();
  std::unique_ptr<storage::sample_chunks> chunks();

  /// Returns how many rows a projection's table has.
  int64_t rows_of(const std::string& table);
  const std::shared_ptr<storage::seal::keyring>& keys() const {
    return data->keys();
  }
  void tamper(const std::string& sql);
  void tamper_projections(const std::string& sql) {
    tamper("SET search_path = auren_projections;" + sql);
  }
  std::filesystem::path disk() const {
    return postgres_server::shared().folder();
  }

  storage::event_repository* operator->() {
    return log.get();
  }
};

/// For TEST_CASE_TEMPLATE: every store that there is.
#define EVERY_STORE auren::test::sqlite_backend, auren::test::postgres_backend

inline const storage::person_id anna{"home", "anna"};
inline const storage::person_id ben{"home", "ben"};

inline Context context_of(const storage::person_id& who) {
  Context context;
  context.set_tenant(who.tenant);
  context.set_person(who.person);
  return context;
}

/// An event with an id of its own; its payload says "payload" by itself.
inline events::Event
event(const std::string& stream = "s", const std::string& payload = "payload") {
  events::Event result;
  result.set_event_id(ids::uuid7());
  result.set_stream(stream);
  result.set_type("journal.recorded");
  result.set_occurred_at_us(1'600'000'000'000'000);
  result.set_utc_offset_s(3600);
  result.set_trace_id("trace");
  result.set_payload(payload);
  return result;
}

inline events::Append
command(const storage::person_id& who, std::vector<events::Event> list) {
  events::Append result;
  *result.mutable_context() = context_of(who);
  for (auto& one : list)
    *result.add_events() = std::move(one);
  return result;
}

inline events::Append
keyed(events::Append result, const std::string& key, const std::string& hash,
      const std::string& reply = "reply") {
  result.mutable_request()->set_key(key);
  result.mutable_request()->set_body_hash(hash);
  result.mutable_request()->set_reply(reply);
  return result;
}

inline std::vector<caf::expected<events::Appended>>
append_all(storage::event_repository& log,
           const std::vector<events::Append>& commands) {
  std::vector<const events::Append*> pointers;
  for (const auto& one : commands)
    pointers.push_back(&one);
  return log.append_batch(pointers);
}

/// Returns what the log says of everyone, page by page.
inline std::vector<events::Event>
everything(storage::event_reader& log, uint32_t limit = 100) {
  std::vector<events::Event> result;
  events::ReadLog next;
  next.set_everyone(true);
  next.set_limit(limit);
  for (;;) {
    auto page = log.read_log(next);
    REQUIRE_MESSAGE(page, render(page.error()));
    if (page->events().empty())
      return result;
    for (const auto& one : page->events())
      result.push_back(one);
    next.set_after(result.back().position());
  }
}

/// Returns the error of a result, or success.
template <class T>
errc code(const caf::expected<T>& result) {
  return result ? errc::none : code_of(result.error());
}

} // namespace auren::test

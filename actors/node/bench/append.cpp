#include "actors/node/bench/bench.hpp"
#include "messages/ids.hpp"
#include "messages/ingest.pb.h"
#include "storage/sqlite/data_folder.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace auren::node::bench {

namespace {

using clock = std::chrono::steady_clock;

double seconds_since(clock::time_point start) {
  return std::chrono::duration<double>(clock::now() - start).count();
}

events::Append command(int i) {
  ingest::JournalRecorded fact;
  fact.set_type("bench");
  fact.set_data_json(std::string(200, static_cast<char>('a' + i % 26)));
  events::Append result;
  result.mutable_context()->set_tenant("home");
  result.mutable_context()->set_person("me");
  auto& event = *result.add_events();
  event.set_event_id(ids::uuid7());
  event.set_stream("person/me/journal");
  event.set_type("journal.recorded");
  event.set_payload(fact.SerializeAsString());
  return result;
}

std::unique_ptr<storage::event_repository> open(const std::string& path) {
  auto folder = storage::sqlite::data_folder::open(path);
  if (!folder)
    throw std::runtime_error{render(folder.error())};
  auto store = storage::sqlite::open_events(std::move(*folder));
  if (!store)
    throw std::runtime_error{render(store.error())};
  return std::move(*store);
}

/// Events per second through the store, `batch` to a transaction.
double through_store(int total, int batch) {
  workplace here;
  auto store = open(here.path() + "/data");
  std::vector<events::Append> commands;
  for (int i = 0; i < total; ++i)
    commands.push_back(command(i));
  auto start = clock::now();
  for (int i = 0; i < total; i += batch) {
    std::vector<const events::Append*> group;
    for (int k = i; k < std::min(total, i + batch); ++k)
      group.push_back(&commands[static_cast<size_t>(k)]);
    for (auto& one : store->append_batch(group))
      if (!one)
        throw std::runtime_error{render(one.error())};
  }
  return total / seconds_since(start);
}

void run(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error{sqlite3_errmsg(db)};
}

/// The same rows with nothing around them: no seal, no chain, no streams.
double bare(int total, int batch) {
  workplace here;
  sqlite3* db = nullptr;
  sqlite3_open((here.path() + "/bare.db").c_str(), &db);
  run(db, "pragma journal_mode=wal");
  run(db, "pragma synchronous=full");
  run(db, "create table events(position integer primary key, id blob not null"
          " unique, stream integer, version integer, type integer, at integer,"
          " hash blob, payload blob)");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "insert into events values(?,?,1,?,2,?,?,?)", -1,
                     &insert, nullptr);
  std::string payload(260, 'p');
  std::string hash(32, 'h');
  auto start = clock::now();
  for (int i = 0; i < total; ++i) {
    if (i % batch == 0)
      run(db, "begin immediate");
    auto id = ids::uuid7();
    sqlite3_bind_int(insert, 1, i + 1);
    sqlite3_bind_blob(insert, 2, id.data(), 16, SQLITE_TRANSIENT);
    sqlite3_bind_int(insert, 3, i + 1);
    sqlite3_bind_int64(insert, 4, i);
    sqlite3_bind_blob(insert, 5, hash.data(), 32, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 6, payload.data(),
                      static_cast<int>(payload.size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
    if (i % batch == batch - 1 || i + 1 == total)
      run(db, "commit");
  }
  auto rate = total / seconds_since(start);
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return rate;
}

/// Milliseconds of one fdatasync of a small write, median.
double one_fsync() {
  workplace here;
  auto file = ::open((here.path() + "/f").c_str(), O_CREAT | O_WRONLY, 0600);
  std::vector<double> times;
  std::string block(4096, 'x');
  for (int i = 0; i < 200; ++i) {
    auto start = clock::now();
    if (::write(file, block.data(), block.size()) < 0 || ::fdatasync(file) != 0)
      break;
    times.push_back(seconds_since(start) * 1000);
  }
  ::close(file);
  return quantile(times, 0.5);
}

/// p99 in milliseconds of single appends, 1,000 offered per second.
double p99_at_1000() {
  workplace here;
  auto store = open(here.path() + "/data");
  std::vector<double> times;
  auto begin = clock::now();
  for (int i = 0; i < 3000;) {
    auto due = begin + std::chrono::milliseconds{i};
    std::this_thread::sleep_until(due);
    std::vector<events::Append> arrived; // all that are due by now: one group
    for (; i < 3000 && begin + std::chrono::milliseconds{i} <= clock::now();
         ++i)
      arrived.push_back(command(i));
    std::vector<const events::Append*> group;
    for (auto& one : arrived)
      group.push_back(&one);
    auto first = i - static_cast<int>(arrived.size());
    store->append_batch(group);
    for (int k = first; k < i; ++k)
      times.push_back(seconds_since(begin + std::chrono::milliseconds{k})
                      * 1000);
  }
  return quantile(times, 0.99);
}

} // namespace

std::vector<figure> append() {
  std::vector<figure> result;
  for (int batch : {1, 100, 1000}) {
    auto total = batch == 1 ? 1000 : 50'000;
    result.push_back({fmt::format("append, {} to a transaction", batch),
                      through_store(total, batch), bare(total, batch),
                      "events/s", "bare SQLite", false});
  }
  result.push_back({"append p99 at 1,000 events/s", p99_at_1000(),
                    10 * one_fsync(), "ms", "10 x fsync", true});
  return result;
}

} // namespace auren::node::bench

#include "messages/ingest.pb.h"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/event_schema.hpp"
#include "tests/contract/support.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <time.h>

using namespace auren;
using namespace auren::test;

namespace {

namespace sqlite = storage::sqlite;

/// One row of events.db as a bare loop inserts it.
struct raw_row {
  std::array<int64_t, 9> numbers;
  std::string event_id;
  std::string body;
};

/// A payload like a watch's: `samples` heart rates, one per second.
std::string payload(size_t samples, std::mt19937& random) {
  ingest::SamplesRecorded recorded;
  auto& series = *recorded.add_series();
  series.set_metric("heart_rate");
  series.set_source("watch");
  series.set_first_ms(1'700'000'000'000);
  for (size_t i = 0; i < samples; ++i) {
    series.add_step_ms(i == 0 ? 0 : 1000);
    series.add_value(60 + static_cast<double>(random() % 400) / 10);
  }
  return recorded.SerializeAsString();
}

std::vector<events::Append> commands(size_t count, size_t samples) {
  std::mt19937 random{3};
  std::vector<events::Append> result;
  for (size_t i = 0; i < count; ++i) {
    auto one = event("samples", payload(samples, random));
    one.set_type("samples.recorded");
    result.push_back(command(anna, {one}));
  }
  return result;
}

/// What a run took. Processor time does not count waiting for the disk, nor
/// for whoever else is on the machine.
struct cost {
  double wall_s;
  double cpu_s;
};

double cpu_now() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec)
         + static_cast<double>(now.tv_nsec) / 1e9;
}

cost cost_of(auto f) {
  auto cpu = cpu_now();
  auto start = std::chrono::steady_clock::now();
  f();
  std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), cpu_now() - cpu};
}

cost store_time(sqlite_backend& store, const std::vector<events::Append>& all,
                size_t batch) {
  return cost_of([&] {
    for (size_t at = 0; at < all.size(); at += batch) {
      std::vector<const events::Append*> group;
      for (size_t i = at; i < std::min(at + batch, all.size()); ++i)
        group.push_back(&all[i]);
      for (auto& result : store->append_batch(group))
        REQUIRE(result);
    }
  });
}

std::vector<raw_row> rows_of(const std::filesystem::path& file) {
  sqlite::connection db{file, sqlite::profile::reader};
  std::vector<raw_row> result;
  auto found = db.prepared("SELECT * FROM events ORDER BY position")();
  while (found.next()) {
    auto& row = result.emplace_back();
    for (int i = 0; i < 9; ++i)
      row.numbers[static_cast<size_t>(i)] = found.integer(i);
    row.event_id = found.bytes(9);
    row.body = found.bytes(10);
  }
  return result;
}

/// The same rows, pages, indices and sync, and nothing else.
cost bare_time(const std::filesystem::path& file,
               const std::vector<raw_row>& rows, size_t batch) {
  sqlite::connection db{file, sqlite::profile::durable};
  sqlite::migrate_events(db);
  db.run("INSERT INTO streams VALUES (1, 1, 'samples', 0, zeroblob(32))");
  auto& insert = db.prepared(
    "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  auto& head = db.prepared("UPDATE streams SET version = ? WHERE id = 1");
  return cost_of([&] {
    for (size_t at = 0; at < rows.size(); at += batch) {
      sqlite::transaction change{db};
      auto end = std::min(at + batch, rows.size());
      for (size_t i = at; i < end; ++i) {
        const auto& n = rows[i].numbers;
        insert.run(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8],
                   sqlite::blob{rows[i].event_id}, sqlite::blob{rows[i].body});
      }
      head.run(end);
      change.commit();
    }
  });
}

/// The rows as a bare loop would have them: payloads as they were given.
std::vector<raw_row>
plain(std::vector<raw_row> rows, const std::vector<events::Append>& all) {
  for (size_t i = 0; i < rows.size(); ++i)
    rows[i].body = all[i].events(0).payload();
  return rows;
}

double median(std::vector<cost> costs, double cost::*part) {
  std::ranges::sort(costs, {}, part);
  return costs[costs.size() / 2].*part;
}

void print(const char* what, const std::vector<cost>& costs,
           const std::vector<cost>& ours, size_t count) {
  auto wall = median(costs, &cost::wall_s);
  auto cpu = median(costs, &cost::cpu_s);
  std::printf("  %-26s %8.0f events/s %7.1f us of CPU each; ours takes"
              " %.2f times as long, %.2f times the CPU\n",
              what, static_cast<double>(count) / wall,
              cpu * 1e6 / static_cast<double>(count),
              median(ours, &cost::wall_s) / wall,
              median(ours, &cost::cpu_s) / cpu);
}

void compare(size_t batch, size_t count, size_t samples) {
  auto all = commands(count, samples);
  std::vector<cost> ours, stored, given;
  for (int round = 0; round < 5; ++round) { // in turns, since disks drift
    sqlite_backend store;
    ours.push_back(store_time(store, all, batch));
    auto rows = rows_of(store.folder.path() / "events.db");
    stored.push_back(bare_time(store.folder.path() / "a.db", rows, batch));
    given.push_back(bare_time(store.folder.path() / "b.db",
                              plain(std::move(rows), all), batch));
  }
  std::printf("%zu appends in batches of %zu, %zu samples each, medians of"
              " 5:\n",
              count, batch, samples);
  print("event store", ours, ours, count);
  print("bare loop, plain payloads", given, ours, count);
  print("bare loop, stored bytes", stored, ours, count);
}

} // namespace

TEST_SUITE_BEGIN("storage.bench");

// Not a check but a figure: --no-skip --test-suite=storage.bench
TEST_CASE("append against a bare loop" * doctest::skip()) {
  for (size_t samples : {10, 500}) {
    compare(1, 300, samples);
    compare(100, 10'000, samples);
    compare(1000, 20'000, samples);
  }
}

TEST_SUITE_END();

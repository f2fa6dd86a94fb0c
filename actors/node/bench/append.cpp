#include "actors/node/bench/bare_sqlite.hpp"
#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/journal.hpp"
#include "storage/sqlite/data_folder.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fcntl.h>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace auren::node::bench {

namespace {

using clock = std::chrono::steady_clock;

double seconds_since(clock::time_point start) {
  return std::chrono::duration<double>(clock::now() - start).count();
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

/// What one round gave, in events per second.
struct round {
  double through_store;
  double bare;
};

round measure(int total, int batch) {
  workplace here;
  auto data = here.path() + "/data";
  round result{};
  {
    auto store = open(data);
    result.through_store = fill(*store, total, batch);
  }
  result.bare = insert_bare(rows_of(data), batch);
  return result;
}

/// A disk has moods: several rounds, one beside the other, and their medians.
figure beside_bare(int total, int batch) {
  std::vector<double> ours;
  std::vector<double> bare;
  for (int i = 0; i < 5; ++i) {
    auto one = measure(total, batch);
    ours.push_back(one.through_store);
    bare.push_back(one.bare);
  }
  return {fmt::format("append, {} to a transaction", batch),
          quantile(ours, 0.5),
          quantile(bare, 0.5),
          "events/s",
          "bare SQLite",
          false};
}

/// Milliseconds from when each of `n` was due, one every millisecond, to when
/// `write` was done with all that were due by then.
template <class Write>
std::vector<double> paced(int n, Write write) {
  std::vector<double> times;
  auto begin = clock::now();
  auto due = [&](int i) { return begin + std::chrono::milliseconds{i}; };
  for (int i = 0; i < n;) {
    std::this_thread::sleep_until(due(i));
    auto first = i;
    while (i < n && due(i) <= clock::now())
      ++i;
    write(first, i);
    for (int k = first; k < i; ++k)
      times.push_back(seconds_since(due(k)) * 1000);
  }
  return times;
}

/// The store's write-ahead log has reached its size first, as on any node that
/// has run for a while.
double append_p99() {
  workplace here;
  auto store = open(here.path() + "/data");
  fill(*store, 20'000, 100);
  auto times = paced(5000, [&](int first, int end) {
    std::vector<events::Append> arrived;
    for (int i = first; i < end; ++i)
      arrived.push_back(journal_entry(i));
    std::vector<const events::Append*> group;
    group.reserve(arrived.size());
    for (auto& one : arrived)
      group.push_back(&one);
    store->append_batch(group);
  });
  return quantile(times, 0.99);
}

/// What the disk itself gives: six pages written over and one fdatasync.
struct disk {
  double median;
  double p99;
};

disk bare_disk() {
  workplace here;
  std::string pages(size_t{6} * 4096, 'x');
  auto file = ::open((here.path() + "/f").c_str(), O_CREAT | O_WRONLY, 0600);
  std::vector<double> syncs;
  auto write = [&](int, int end) {
    auto start = clock::now();
    auto at = static_cast<off_t>(end % 600) * static_cast<off_t>(pages.size());
    if (::pwrite(file, pages.data(), pages.size(), at) < 0
        || ::fdatasync(file) != 0)
      throw std::runtime_error{"the disk refuses"};
    syncs.push_back(seconds_since(start) * 1000);
  };
  for (int i = 0; i < 600; ++i)
    write(i, i);
  syncs.clear();
  auto times = paced(5000, write);
  ::close(file);
  return {quantile(syncs, 0.5), quantile(times, 0.99)};
}

} // namespace

std::vector<figure> append() {
  std::vector<figure> result{beside_bare(1000, 1), beside_bare(20'000, 100),
                             beside_bare(20'000, 1000)};
  auto disk = bare_disk();
  auto p99 = append_p99();
  constexpr auto name = "append p99 at 1,000 events/s";
  result.push_back({name, p99, 10 * disk.median, "ms", "10 x fsync", true});
  result.push_back({name, p99, disk.p99, "ms", "bare fsync, p99", true});
  return result;
}

} // namespace auren::node::bench

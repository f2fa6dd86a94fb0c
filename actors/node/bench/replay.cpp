#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/journal.hpp"
#include "actors/node/bench/must.hpp"
#include "storage/sqlite/data_folder.hpp"

#include <stdexcept>
#include <time.h>

namespace auren::node::bench {

namespace {

constexpr int recorded = 200'000;

/// Seconds of processor time that this thread has taken: the reader has no
/// other.
double processor_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec)
         + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Returns events per second of one core, every payload opened.
double replay_all(storage::event_reader& log) {
  events::ReadLog next;
  next.set_everyone(true);
  auto start = processor_time();
  int n = 0;
  for (;;) {
    auto page = must(log.read_log(next));
    if (page.events().empty())
      break;
    for (auto& event : page.events())
      n += event.payload().empty() ? 0 : 1;
    next.set_after(page.events().rbegin()->position());
  }
  if (n != recorded)
    throw std::runtime_error{"the log has another number of events"};
  return n / (processor_time() - start);
}

} // namespace

std::vector<figure> replay() {
  workplace here;
  auto folder = must(storage::sqlite::data_folder::open(here.path() + "/data"));
  auto log = must(storage::sqlite::open_events(std::move(folder)));
  fill(*log, recorded, 1000);
  auto reader = must(log->open_reader());
  std::vector<double> rounds;
  for (int i = 0; i < 5; ++i)
    rounds.push_back(replay_all(*reader));
  return {{"replay, sealed events opened", quantile(rounds, 0.5), 200'000,
           "events/s and core", "limit"}};
}

} // namespace auren::node::bench

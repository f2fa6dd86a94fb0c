#include "actors/memory/historian.hpp"
#include "actors/memory/long_term_memory.hpp"
#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/recorded_life.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <stdexcept>

namespace auren::node::bench {

namespace {

using namespace std::chrono_literals;

constexpr int year = 365;

/// Long-term memory over a store, and what it takes to ask it.
class reader {
public:
  explicit reader(sample_store& store)
    : system_(settings_), self_(system_),
      historian_(
        system_.spawn<caf::detached>(memory::historian, sources_of(store))),
      memory_(system_.spawn(memory::long_term_memory, historian_,
                            &ingest::catalogue::standard(),
                            memory::source_order{})) {}
  ~reader() {
    self_->send_exit(memory_, caf::exit_reason::user_shutdown);
    self_->send_exit(historian_, caf::exit_reason::user_shutdown);
  }
  reader(const reader&) = delete;
  reader& operator=(const reader&) = delete;

  /// Returns the milliseconds of one answer, which must have `points` points.
  double ask(const std::string& resolution, int64_t from_day, int64_t days,
             int points) {
    memory::ReadRange question;
    auto who = simulated_person();
    question.mutable_context()->set_tenant(who.tenant);
    question.mutable_context()->set_person(who.person);
    question.set_metric("heart_rate");
    question.set_resolution(resolution);
    // The person's local days: their clock is an hour ahead.
    auto from = life_begins_ms + from_day * time::day_ms - 3'600'000;
    question.set_from_ms(from);
    question.set_to_ms(from + days * time::day_ms);
    question.set_limit(10'000);
    int found = -1;
    auto start = std::chrono::steady_clock::now();
    self_->request(memory_, 30s, std::move(question))
      .receive([&](const memory::Range& range) { found = range.points_size(); },
               [](const caf::error&) {});
    std::chrono::duration<double, std::milli> spent
      = std::chrono::steady_clock::now() - start;
    if (found != points)
      throw std::runtime_error{"an answer has " + std::to_string(found)
                               + " points"};
    return spent.count();
  }

private:
  static memory::historian_sources sources_of(sample_store& store) {
    auto log = store.log->open_reader();
    auto chunks = store.backend->open_sample_chunks();
    if (!log || !chunks)
      throw std::runtime_error{"the store cannot be read"};
    auto position = store.projections->status(storage::sample_chunks_name);
    return {
      std::move(*log), std::move(*chunks),
      [at = position->position()]() -> caf::expected<uint64_t> { return at; }};
  }

  caf::actor_system_config settings_;
  caf::actor_system system_;
  caf::scoped_actor self_;
  memory::historian_actor historian_;
  memory::long_term_memory_actor memory_;
};

/// Returns the times of one question on many days of the year.
std::vector<double>
many_days(reader& from, const std::string& resolution, int points) {
  std::vector<double> times;
  for (int64_t i = 1; i <= 200; ++i)
    times.push_back(from.ask(resolution, i * 37 % 360 + 1, 1, points));
  return times;
}

std::vector<double> many_years(reader& from) {
  std::vector<double> times;
  times.reserve(200);
  for (int i = 0; i < 200; ++i)
    times.push_back(from.ask("day", 1, year - 1, year - 1));
  return times;
}

/// Returns the milliseconds in which the store gives every sample of a day.
std::vector<double> whole_days(sample_store& store) {
  auto chunks = store.backend->open_sample_chunks();
  storage::series_name name{"heart_rate", "bench", {}};
  std::vector<double> times;
  for (int64_t i = 1; i <= 200; ++i) {
    auto day = life_begins_ms / time::day_ms + i * 37 % 360;
    auto start = std::chrono::steady_clock::now();
    auto found = (*chunks)->samples(simulated_person(), name, day, day);
    std::chrono::duration<double, std::milli> spent
      = std::chrono::steady_clock::now() - start;
    if (!found || found->size() != 86'400 - 20 * 60)
      throw std::runtime_error{"a day is not whole"};
    times.push_back(spent.count());
  }
  return times;
}

void add_times(std::vector<figure>& out, const std::string& name,
               std::vector<double> times, double limit) {
  out.push_back(
    {name + ", median", quantile(times, 0.5), limit, "ms", "limit", true});
  out.push_back({name + ", p99", quantile(times, 0.99), 10, "ms",
                 "limit of long-term", true});
}

} // namespace

std::vector<figure> sample_store_of_a_year() {
  workplace here;
  auto folder = here.path() + "/data";
  std::vector<figure> result;
  {
    sample_store store{folder};
    auto samples = record(*store.log, heart_every_second(), year);
    auto seconds = store.fold();
    result.push_back({"a year of 1 Hz heart rate, samples",
                      static_cast<double>(samples) / 1e6, 0, "million", "",
                      false});
    result.push_back({"the same, folded into chunks and rollups", seconds, 300,
                      "s", "minutes", true});
    add_times(result, "every sample of one day, from the store",
              whole_days(store), 5);
    reader from{store};
    add_times(result, "one day by the minute, actor to actor",
              many_days(from, "minute", 1420), 5);
    add_times(result, "one day raw, first 10,000, actor to actor",
              many_days(from, "raw", 10'000), 5);
    add_times(result, "a year's daily rollup, actor to actor", many_years(from),
              2);
  }
  result.push_back({"a year on disk, chunks and rollups",
                    bytes_of(folder, "projections.db") / 1e6, 40, "MB", "limit",
                    true});
  result.push_back({"the log of the same, an event a minute",
                    bytes_of(folder, "events.db") / 1e6, 0, "MB", "", true});
  return result;
}

} // namespace auren::node::bench

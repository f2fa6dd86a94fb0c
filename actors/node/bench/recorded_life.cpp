#include "actors/node/bench/recorded_life.hpp"

#include "actors/node/bench/must.hpp"
#include "messages/ids.hpp"
#include "messages/ingest.pb.h"
#include "messages/time.hpp"

#include <chrono>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <stdexcept>

namespace auren::node::bench {

namespace {

constexpr size_t events_per_group = 256;

bool is_off(int64_t at_ms) {
  auto minute = at_ms % time::day_ms / 60'000;
  constexpr int64_t seven = 420;
  return minute >= seven && minute < seven + 20;
}

events::Append command_of(const ingest::SamplesRecorded& batch) {
  events::Append result;
  auto who = simulated_person();
  result.mutable_context()->set_tenant(who.tenant);
  result.mutable_context()->set_person(who.person);
  auto& event = *result.add_events();
  event.set_event_id(ids::uuid7());
  event.set_stream("person/" + who.person + "/biometrics");
  event.set_type("samples.recorded");
  event.set_payload(batch.SerializeAsString());
  return result;
}

/// The samples of one event from `at_ms` on, which is moved behind them.
ingest::SamplesRecorded
next_batch(const simulated_series& from, int64_t& at_ms) {
  ingest::SamplesRecorded result;
  auto& series = *result.add_series();
  series.set_metric(from.metric);
  series.set_unit(from.unit);
  series.set_source("bench");
  series.add_utc_offset_s(3600);
  int64_t before = 0;
  for (int i = 0; i < from.samples_per_event; ++i, at_ms += from.step_ms) {
    auto value = from.next();
    if (is_off(at_ms))
      continue;
    if (series.value().empty())
      series.set_first_ms(before = at_ms);
    series.add_step_ms(at_ms - before);
    series.add_value(value);
    before = at_ms;
  }
  return result;
}

void append(storage::event_repository& log,
            const std::vector<events::Append>& group) {
  std::vector<const events::Append*> pointers;
  pointers.reserve(group.size());
  for (auto& one : group)
    pointers.push_back(&one);
  for (auto& done : log.append_batch(pointers))
    must(std::move(done));
}

} // namespace

simulated_heart::simulated_heart(uint64_t seed) : state_(seed) {
  // nop
}

// SplitMix64 and Box-Muller: the same on every machine.
double simulated_heart::gauss() {
  auto uniform = [this] {
    auto z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (static_cast<double>((z ^ z >> 31) >> 11) + 0.5) / 0x1p53;
  };
  auto radius = std::sqrt(-2 * std::log(uniform()));
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

double simulated_heart::next() {
  auto second = static_cast<double>(second_++);
  wandering_ += -wandering_ / 60 + 0.8 * gauss();
  noise_ = 0.7 * noise_ + 0.5 * gauss();
  auto course = 18 * std::sin(2 * std::numbers::pi * second / 86'400);
  auto breath = 2 * std::sin(second / 4);
  return std::round(68 + course + wandering_ + breath + noise_);
}

simulated_series heart_every_second() {
  return {"heart_rate", "bpm", 1000, 60,
          [heart = simulated_heart{1}]() mutable { return heart.next(); }};
}

simulated_series glucose_every_five_minutes() {
  auto next = [heart = simulated_heart{2}, level = 100.0]() mutable {
    level += (100 - level) / 12 + (heart.next() - 68) / 6;
    return std::round(level);
  };
  return {"glucose", "mg/dL", 300'000, 12, next};
}

storage::person_id simulated_person() {
  return {"home", "me"};
}

uint64_t record(storage::event_repository& log, const simulated_series& series,
                int days) {
  uint64_t samples = 0;
  std::vector<events::Append> group;
  auto end = life_begins_ms + days * time::day_ms;
  for (auto at = life_begins_ms; at < end;) {
    auto batch = next_batch(series, at);
    auto n = batch.series(0).value_size();
    samples += static_cast<uint64_t>(n);
    if (n > 0)
      group.push_back(command_of(batch));
    if (group.size() == events_per_group || at >= end) {
      append(log, group);
      group.clear();
    }
  }
  return samples;
}

sample_store::sample_store(const std::string& folder) {
  storage::backend_options options;
  options.folder = folder;
  backend = must(storage::backend::open(options));
  log = must(backend->open_events());
  projections = must(backend->open_projections());
  must(projections->add(storage::make_sample_chunks(backend->keys())));
}

double sample_store::fold() {
  auto start = std::chrono::steady_clock::now();
  must(projections->catch_up(storage::sample_chunks_name, *log));
  std::chrono::duration<double> spent
    = std::chrono::steady_clock::now() - start;
  return spent.count();
}

double bytes_of(const std::string& folder, const std::string& file) {
  uintmax_t result = 0;
  for (auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().starts_with(file))
      result += entry.file_size();
  return static_cast<double>(result);
}

} // namespace auren::node::bench

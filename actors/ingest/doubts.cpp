#include "actors/ingest/doubts.hpp"

#include "actors/ingest/series_builder.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::ingest {

namespace {

Doubt doubt_of(const Series& series, const unpacked& at, const char* rule,
               std::string detail) {
  Doubt result;
  result.set_metric(series.metric());
  result.set_source(series.source());
  result.set_time_ms(at.time.ms);
  result.set_until_ms(at.time.ms);
  result.set_utc_offset_s(at.time.offset_s.value_or(0));
  result.set_rule(rule);
  result.set_detail(std::move(detail));
  result.set_samples(1);
  result.set_id(doubt_id(result));
  return result;
}

std::string range_in_words(const metric& of) {
  return fmt::format("{} is plausible from {:g} to {:g} {}", of.name,
                     of.plausible.low, of.plausible.high, of.unit);
}

std::string rate_in_words(const metric& of) {
  auto& rules = of.doubts;
  auto change = rules.share ? fmt::format("{:g} %", rules.change * 100)
                            : fmt::format("{:g} {}", rules.change, of.unit);
  return fmt::format("{} changed by more than {} within {} s", of.name, change,
                     rules.within_s);
}

std::string flat_in_words(const metric& of) {
  return fmt::format("{} stood still for {} samples and {} min or more: stuck, "
                     "or not worn",
                     of.name, of.doubts.flat_samples, of.doubts.flat_min);
}

bool jumps(const doubt_rules& rules, double from, double to, int64_t after_ms) {
  if (rules.change <= 0 || after_ms <= 0 || after_ms > rules.within_s * 1000)
    return false;
  auto most = rules.share ? rules.change * std::abs(from) : rules.change;
  return std::abs(to - from) > most;
}

bool stands_still(const doubt_rules& rules, uint32_t run, int64_t length_ms) {
  return rules.flat_samples > 0 && run >= rules.flat_samples
         && length_ms >= rules.flat_min * 60'000;
}

int32_t first_day_of(const Series& series) {
  auto first = INT32_MAX;
  for_each_sample(series, [&](const unpacked& at) {
    first = std::min(first,
                     time::local_day(at.time.ms, at.time.offset_s.value_or(0)));
  });
  return first;
}

int32_t last_day_of(const Series& series) {
  auto last = INT32_MIN;
  for_each_sample(series, [&](const unpacked& at) {
    last = std::max(last,
                    time::local_day(at.time.ms, at.time.offset_s.value_or(0)));
  });
  return last;
}

} // namespace

std::string doubt_id(const Doubt& of) {
  auto name = of.metric() + '\n' + of.source() + '\n' + of.rule();
  return ids::hex(ids::derived(name, of.time_ms()));
}

std::vector<Doubt> doubter::look(const SamplesRecorded& fresh) {
  std::vector<Doubt> result;
  for (auto& series : fresh.series())
    look(series, result);
  for (auto& one : others_.look(fresh))
    result.push_back(std::move(one));
  return result;
}

void doubter::look(const Series& series, std::vector<Doubt>& out) {
  auto* about = by_->find(series.metric());
  if (about == nullptr || about->dynamic)
    return;
  auto& seen = tracks_[{series.metric(), series.source()}];
  ptrdiff_t flat = -1; // of `out`: a run is told once per batch
  for_each_sample(series, [&](const unpacked& at) {
    if (check(*about, at.value) == plausibility::implausible)
      out.push_back(
        doubt_of(series, at, "implausible", range_in_words(*about)));
    if (auto hint = units_.look(*about, at.value))
      out.push_back(doubt_of(series, at, "unit", std::move(*hint)));
    if (at.time.ms <= seen.last_ms)
      return;
    auto first = seen.last_ms == INT64_MIN;
    if (!first
        && jumps(about->doubts, seen.value, at.value,
                 at.time.ms - seen.last_ms))
      out.push_back(doubt_of(series, at, "rate", rate_in_words(*about)));
    if (first || at.value != seen.value) {
      seen.run = 0;
      seen.run_from_ms = at.time.ms;
      flat = -1;
    }
    ++seen.run;
    seen.last_ms = at.time.ms;
    seen.value = at.value;
    if (!stands_still(about->doubts, seen.run, at.time.ms - seen.run_from_ms))
      return;
    if (flat < 0) {
      auto begin = at;
      begin.time.ms = seen.run_from_ms;
      flat = static_cast<ptrdiff_t>(out.size());
      out.push_back(doubt_of(series, begin, "flat", flat_in_words(*about)));
    }
    out[static_cast<size_t>(flat)].set_until_ms(at.time.ms);
    out[static_cast<size_t>(flat)].set_samples(seen.run);
  });
}

void device_book::learn(const std::string& metric, const std::string& source,
                        int32_t day) {
  auto [at, added] = newest_[metric].emplace(source, day);
  at->second = std::max(at->second, day);
}

std::vector<DeviceChanged> device_book::look(const SamplesRecorded& fresh) {
  std::vector<DeviceChanged> result;
  for (auto& series : fresh.series()) {
    if (series.value_size() == 0 || series.metric().starts_with("journal_"))
      continue;
    auto& sources = newest_[series.metric()];
    auto day = first_day_of(series);
    const std::pair<const std::string, int32_t>* before = nullptr;
    for (auto& one : sources)
      if (before == nullptr || one.second > before->second)
        before = &one;
    if (before != nullptr && !sources.contains(series.source())
        && before->second <= day) {
      auto& change = result.emplace_back();
      change.set_metric(series.metric());
      change.set_from_source(before->first);
      change.set_to_source(series.source());
      change.set_day(time::format_day(day));
    }
    learn(series.metric(), series.source(), last_day_of(series));
  }
  return result;
}

} // namespace auren::ingest

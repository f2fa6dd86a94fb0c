#include "actors/memory/doubt_book.hpp"

#include "messages/time.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

using ingest::Doubt;

int32_t first_day(const Doubt& of) {
  return time::local_day(of.time_ms(), of.utc_offset_s());
}

int32_t last_day(const Doubt& of) {
  return time::local_day(of.until_ms(), of.utc_offset_s());
}

bool is_about(const Doubt& of, int64_t time_ms) {
  return of.time_ms() <= time_ms && time_ms <= of.until_ms();
}

/// Returns the day of `series` without the samples that `doubts` are about.
rollup recounted(const source_series& series, int32_t day,
                 const std::vector<const Doubt*>& doubts) {
  rollups kept;
  for (auto& chunk : series.chunks) {
    if (std::abs(chunk.utc_day() - day) > 1)
      continue;
    for (size_t i = 0; i < chunk.size(); ++i) {
      auto one = chunk.at(i);
      auto doubted = std::ranges::any_of(
        doubts, [&](auto* doubt) { return is_about(*doubt, one.id.time_ms); });
      if (!doubted && time::local_day(one.id.time_ms, one.utc_offset_s) == day)
        add(kept, key_of(level::day, one.id.time_ms, one.utc_offset_s),
            one.utc_offset_s, one.value);
    }
  }
  merge_parts(kept);
  return kept.empty() ? rollup{} : kept.front();
}

bool is_asked_for(const Doubt& doubt, const ingest::ListDoubts& question) {
  if (!question.id().empty() && doubt.id() != question.id())
    return false;
  return question.state().empty()
         || (question.state() == "confirmed") == doubt.confirmed();
}

} // namespace

bool doubt_book::fold(const events::Event& event) {
  if (event.type() == "samples.doubted") {
    ingest::SamplesDoubted fact;
    if (!fact.ParseFromString(event.payload()))
      return false;
    for (auto& one : fact.doubts())
      keep(one);
  } else if (event.type() == "samples.settled") {
    ingest::SettleDoubt fact;
    if (!fact.ParseFromString(event.payload()))
      return false;
    if (auto at = doubts_.find(fact.id()); at != doubts_.end()) {
      at->second.set_confirmed(fact.confirmed());
      ++revision_;
    }
  }
  return true;
}

void doubt_book::keep(const Doubt& doubt) {
  auto [at, added] = doubts_.emplace(doubt.id(), doubt);
  if (!added) {
    at->second.set_until_ms(std::max(at->second.until_ms(), doubt.until_ms()));
    at->second.set_samples(std::max(at->second.samples(), doubt.samples()));
  }
  ++revision_;
  if (doubts_.size() <= most)
    return;
  auto age = [](const auto& entry) { return entry.second.time_ms(); };
  doubts_.erase(std::ranges::min_element(doubts_, {}, age));
}

ingest::Doubts doubt_book::list(const ingest::ListDoubts& question) const {
  ingest::Doubts result;
  for (auto& [id, doubt] : doubts_) {
    if (doubt.confirmed()) {
      result.set_confirmed(result.confirmed() + 1);
    } else {
      result.set_open(result.open() + 1);
      ++(*result.mutable_open_by_rule())[doubt.rule()];
    }
    if (is_asked_for(doubt, question))
      *result.add_doubts() = doubt;
  }
  auto later = [](const Doubt& a, const Doubt& b) {
    return std::pair{a.time_ms(), a.id()} > std::pair{b.time_ms(), b.id()};
  };
  std::sort(result.mutable_doubts()->begin(), result.mutable_doubts()->end(),
            later);
  return result;
}

std::vector<day_total>
doubt_book::without_doubts(const metric_series& metric, ingest::aggregate rule,
                           std::vector<day_total> days) const {
  std::vector<const Doubt*> open;
  for (auto& [id, doubt] : doubts_)
    if (doubt.metric() == metric.metric && !doubt.confirmed())
      open.push_back(&doubt);
  if (open.empty())
    return days;
  std::erase_if(days, [&](day_total& day) {
    auto& series = metric.sources[day.source];
    auto touched = std::ranges::any_of(open, [&](auto* doubt) {
      return doubt->source() == series.source && first_day(*doubt) <= day.day
             && day.day <= last_day(*doubt);
    });
    if (!touched)
      return false;
    if (rule == ingest::aggregate::sum)
      return true;
    auto mine = open;
    std::erase_if(
      mine, [&](auto* doubt) { return doubt->source() != series.source; });
    day.total = recounted(series, day.day, mine);
    return day.total.n == 0;
  });
  return days;
}

void doubt_book::load(const google::protobuf::RepeatedPtrField<Doubt>& all) {
  doubts_.clear();
  for (auto& one : all)
    doubts_.emplace(one.id(), one);
  ++revision_;
}

} // namespace auren::memory

#include "actors/ingest/apple_sleep.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace auren::ingest {

namespace {

constexpr int64_t hour_ms = 3'600'000;
constexpr int64_t night_gap_ms = 3 * hour_ms;
constexpr int64_t nap_below_ms = 3 * hour_ms;
constexpr size_t max_intervals = 1'000'000;
constexpr size_t max_sources = 1000;
constexpr size_t stages = 6;

size_t index(sleep_stage stage) {
  return static_cast<size_t>(stage);
}

bool is_sleep(sleep_stage stage) {
  return stage != sleep_stage::awake && stage != sleep_stage::in_bed;
}

bool is_staged(sleep_stage stage) {
  return stage <= sleep_stage::core;
}

} // namespace

/// The sums of one night.
struct sleep_nights::night {
  std::array<int64_t, stages> stage_ms{};
  int64_t in_bed_ms = 0; ///< union of everything
  int64_t start_ms = 0;
  instant wake; ///< end of the last sleep, else of the time in bed
  uint16_t source = 0;
  bool staged = false;

  int64_t asleep_ms() const {
    return stage_ms[index(sleep_stage::deep)]
           + stage_ms[index(sleep_stage::rem)]
           + stage_ms[index(sleep_stage::core)]
           + stage_ms[index(sleep_stage::asleep)];
  }

  bool is_nap() const {
    auto local = start_ms + wake.offset_s.value_or(0) * int64_t{1000};
    auto hour = local / hour_ms % 24;
    return asleep_ms() > 0 && asleep_ms() < nap_below_ms && hour >= 8
           && hour < 20;
  }
};

std::optional<sleep_stage> sleep_stage_of(std::string_view value) {
  constexpr std::string_view prefix = "HKCategoryValueSleepAnalysis";
  if (value.substr(0, prefix.size()) != prefix)
    return std::nullopt;
  value.remove_prefix(prefix.size());
  if (value == "InBed")
    return sleep_stage::in_bed;
  if (value == "Asleep" || value == "AsleepUnspecified")
    return sleep_stage::asleep;
  if (value == "AsleepCore")
    return sleep_stage::core;
  if (value == "AsleepDeep")
    return sleep_stage::deep;
  if (value == "AsleepREM")
    return sleep_stage::rem;
  if (value == "Awake")
    return sleep_stage::awake;
  return std::nullopt;
}

std::optional<uint16_t> sleep_nights::source_id(std::string_view name) {
  if (auto known = ids_.find(name); known != ids_.end())
    return known->second;
  if (sources_.size() == max_sources)
    return std::nullopt;
  auto id = static_cast<uint16_t>(sources_.size());
  sources_.emplace_back(name);
  ids_.emplace(name, id);
  return id;
}

refusal sleep_nights::add(std::string_view source, sleep_stage stage,
                          instant start, instant end) {
  if (end.ms <= start.ms || end.ms - start.ms > 24 * hour_ms)
    return {errc::out_of_range,
            "a sleep interval must last up to 24 hours and end after it "
            "starts"};
  auto id = source_id(source);
  if (!id || intervals_.size() == max_intervals)
    return {errc::too_large, "more sleep intervals or sources than are kept"};
  intervals_.push_back(
    {start.ms, end.ms, end.offset_s.value_or(0), *id, stage});
  return {};
}

/// Returns how much each source is believed in one night: 0 is the best.
std::vector<int> sleep_nights::ranks(iterator first, iterator last) const {
  struct merit {
    bool unstaged = true;
    bool no_watch = true;
    int64_t not_asleep_ms = 0;
    std::string_view name;
    uint16_t id = 0;
  };
  std::map<uint16_t, merit> merits;
  for (auto each = first; each != last; ++each) {
    auto& of = merits[each->source];
    of.id = each->source;
    of.name = sources_[each->source];
    of.unstaged &= !is_staged(each->stage);
    of.no_watch = of.name.find("Watch") == of.name.npos;
    if (is_sleep(each->stage))
      of.not_asleep_ms -= each->end_ms - each->start_ms;
  }
  std::vector<merit> order;
  order.reserve(merits.size());
  for (auto& [id, of] : merits)
    order.push_back(of);
  std::sort(order.begin(), order.end(), [](auto& a, auto& b) {
    return std::tie(a.unstaged, a.no_watch, a.not_asleep_ms, a.name)
           < std::tie(b.unstaged, b.no_watch, b.not_asleep_ms, b.name);
  });
  std::vector<int> result(sources_.size());
  for (size_t i = 0; i < order.size(); ++i)
    result[order[i].id] = static_cast<int>(i);
  return result;
}

/// Sweeps over the night; at each moment the best of what is open counts.
sleep_nights::night sleep_nights::sum(iterator first, iterator last) const {
  using open = std::tuple<bool, int, sleep_stage, uint16_t, int32_t>;
  struct edge {
    int64_t at;
    bool opens;
    open what;
  };
  auto rank = ranks(first, last);
  std::vector<edge> edges;
  night result;
  result.start_ms = first->start_ms;
  for (auto each = first; each != last; ++each) {
    open what{each->stage == sleep_stage::in_bed, rank[each->source],
              each->stage, each->source, each->offset_s};
    edges.push_back({each->start_ms, true, what});
    edges.push_back({each->end_ms, false, what});
    result.staged |= is_staged(each->stage);
  }
  std::stable_sort(edges.begin(), edges.end(),
                   [](auto& a, auto& b) { return a.at < b.at; });
  std::multiset<open> now;
  auto before = first->start_ms;
  int best_rank = -1;
  for (auto& next : edges) {
    if (!now.empty() && next.at > before) {
      auto& [in_bed, rank_of, stage, source, offset] = *now.begin();
      result.stage_ms[index(stage)] += next.at - before;
      result.in_bed_ms += next.at - before;
      if (is_sleep(stage) || result.asleep_ms() == 0)
        result.wake = {next.at, offset};
      if (best_rank < 0 || rank_of < best_rank) {
        best_rank = rank_of;
        result.source = source;
      }
    }
    before = next.at;
    if (next.opens)
      now.insert(next.what);
    else
      now.erase(now.find(next.what));
  }
  return result;
}

void sleep_nights::write(const night& of, import_writer& out) const {
  auto add = [&](std::string_view metric, int64_t ms) {
    auto minutes = static_cast<double>(ms) / 60'000;
    out.add({metric, "min", sources_[of.source], of.wake, minutes});
  };
  if (of.is_nap())
    return add("nap_duration", of.asleep_ms());
  add("time_in_bed", of.in_bed_ms);
  if (of.asleep_ms() == 0)
    return; // only a bed was seen: nothing is known of sleep
  add("sleep_duration", of.asleep_ms());
  if (of.staged) {
    add("sleep_light", of.stage_ms[index(sleep_stage::core)]);
    add("sleep_deep", of.stage_ms[index(sleep_stage::deep)]);
    add("sleep_rem", of.stage_ms[index(sleep_stage::rem)]);
  }
  if (of.staged || of.stage_ms[index(sleep_stage::awake)] > 0)
    add("sleep_awake", of.stage_ms[index(sleep_stage::awake)]);
}

void sleep_nights::write_to(import_writer& out) {
  std::sort(intervals_.begin(), intervals_.end(), [](auto& a, auto& b) {
    return std::tie(a.start_ms, a.end_ms, a.stage, a.source)
           < std::tie(b.start_ms, b.end_ms, b.stage, b.source);
  });
  auto first = intervals_.cbegin();
  while (first != intervals_.cend() && !out.stopped()) {
    auto end_ms = first->end_ms;
    auto last = first + 1;
    while (last != intervals_.cend()
           && last->start_ms < end_ms + night_gap_ms) {
      end_ms = std::max(end_ms, last->end_ms);
      ++last;
    }
    out.begin_end();
    write(sum(first, last), out);
    first = last;
  }
  intervals_.clear();
}

} // namespace auren::ingest

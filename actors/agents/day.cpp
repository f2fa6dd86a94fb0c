#include "actors/agents/day.hpp"

#include "actors/agents/facts.hpp"
#include "actors/agents/numbers.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::dashboard {

namespace {

using agents::facts;

constexpr int64_t fresh_ms = 36 * 3'600'000LL;
constexpr int most_tiles = 5;
constexpr int most_tests = 3;

bool fresh(const memory::MetricSummary& m, int64_t now_ms) {
  return m.has_latest() && now_ms - m.latest().time_ms() <= fresh_ms;
}

std::string range(double deviation) {
  auto size = std::abs(deviation);
  if (size <= 1)
    return "in your range";
  return fmt::format("{} {} your range", size <= 2 ? "a little" : "well",
                     deviation > 0 ? "above" : "below");
}

int32_t local_day_of(const memory::Latest& latest, int64_t at_ms) {
  auto clock = time::parse(latest.time());
  return time::local_day(at_ms, clock ? clock->utc_offset_s : 0);
}

/// Is the day of the newest value the one that is now?
bool day_goes_on(const memory::Latest& latest, int64_t now_ms) {
  return local_day_of(latest, latest.time_ms()) == local_day_of(latest, now_ms);
}

/// "20 Nov", of a local time as it is sent.
std::string short_date(const memory::Latest& latest) {
  static constexpr const char* months[]
    = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto& text = latest.time();
  auto month = text.size() < 10 ? 0 : std::atoi(text.substr(5, 2).c_str());
  if (month < 1 || month > 12)
    return "long ago";
  return fmt::format("{} {}", std::atoi(text.substr(8, 2).c_str()),
                     months[month - 1]);
}

/// Reads "9 of 14" out of the reason why there is no baseline.
void read_progress(Tile& tile, const std::string& why) {
  auto of = why.find(" of ");
  if (of == why.npos)
    return;
  auto have = agents::numerals_in(why.substr(0, of)).numbers;
  auto need = agents::numerals_in(why.substr(of)).numbers;
  if (have.empty() || need.empty() || need.front().value > 10000)
    return;
  tile.set_have(static_cast<uint32_t>(have.back().value));
  tile.set_need(static_cast<uint32_t>(need.front().value));
}

std::vector<const memory::MetricSummary*>
chosen(const memory::Metrics& metrics, const agents::cast& cast) {
  std::vector<const memory::MetricSummary*> found;
  for (auto& alternatives : cast.today)
    for (auto& name : alternatives) {
      auto at = std::ranges::find_if(
        metrics.metrics(), [&](auto& m) { return m.metric() == name; });
      if (at == metrics.metrics().end())
        continue;
      found.push_back(&*at);
      break;
    }
  return found;
}

bool speaks(const Tile& tile) {
  return tile.word().ends_with("your range");
}

/// The tiles that say where the person stands, most telling first.
std::vector<const Tile*> telling(const Today& today) {
  std::vector<const Tile*> found;
  for (auto& tile : today.tiles())
    if (speaks(tile))
      found.push_back(&tile);
  std::ranges::stable_sort(found, std::greater{}, [](auto* tile) {
    return std::abs(tile->deviation());
  });
  return found;
}

void say_nothing_yet(Today& today) {
  const Tile* nearest = nullptr;
  for (auto& tile : today.tiles())
    if (tile.need() > 0 && (!nearest || tile.have() > nearest->have()))
      nearest = &tile;
  today.set_certainty("Not enough data yet.");
  if (today.tiles().empty())
    today.set_sentence("Nothing is known of you yet: send or import your first "
                       "measurements.");
  else if (nearest != nullptr)
    today.set_sentence(fmt::format("Not enough data yet: {} of {} nights.",
                                   nearest->have(), nearest->need()));
  else
    today.set_sentence("There are no values of the last day to compare with "
                       "what is usual for you.");
}

std::string stands(const facts& known, const Tile& tile) {
  return fmt::format("{} is {}", known.label(tile.metric().metric()),
                     tile.word());
}

void say_where(Today& today, const std::vector<const Tile*>& tiles,
               const agents::cast& cast, const facts& known) {
  auto worse = std::ranges::count_if(tiles, [&](auto* tile) {
    return cast.better(tile->metric().metric()) * tile->deviation() < -1;
  });
  std::string text;
  if (std::abs(tiles[0]->deviation()) <= 1) {
    text = "You are within your usual range.";
  } else {
    text = "Your " + stands(known, *tiles[0]);
    if (tiles.size() > 1 && std::abs(tiles[1]->deviation()) > 1)
      text += ", and your " + stands(known, *tiles[1]) + ".";
    else
      text += tiles.size() > 1 ? "; the rest is within it." : ".";
  }
  if (worse >= 2)
    text += " An easy day would be a cautious choice.";
  today.set_sentence(text);
  auto [low, high] = std::ranges::minmax(
    tiles, {}, [](auto* tile) { return tile->metric().baseline().n(); });
  auto from = low->metric().baseline().n(), to = high->metric().baseline().n();
  auto days
    = from == to ? fmt::format("{}", to) : fmt::format("{} to {}", from, to);
  today.set_certainty(
    fmt::format("Measured; compared with your own last {} days{}", days,
                worse >= 2 ? ". The suggestion is a rule of thumb, not a "
                             "finding about you."
                           : "."));
}

void add_tests(Today& today, const hypotheses::Hypotheses& tested) {
  using hypotheses::Status;
  std::vector<const hypotheses::Hypothesis*> open;
  for (auto& h : tested.hypotheses())
    if (h.status() == Status::testing || h.status() == Status::registered)
      open.push_back(&h);
  // Nearest to being decided first.
  std::ranges::stable_sort(open, std::greater{}, [](auto* h) {
    return h->evidence().empty() ? 0.0 : h->evidence().rbegin()->log_e();
  });
  for (auto* h : open)
    if (today.testing_size() < most_tests)
      *today.add_testing() = *h;
}

/// The person's own date: by the clock of their newest reading.
std::string date_of(const memory::Metrics& metrics, int64_t now_ms) {
  memory::Latest newest;
  for (auto& m : metrics.metrics())
    if (m.has_latest() && m.latest().time_ms() > newest.time_ms())
      newest = m.latest();
  return time::format_day(local_day_of(newest, now_ms));
}

} // namespace

Tile tile_of(const memory::MetricSummary& metric, int64_t now_ms) {
  Tile tile;
  *tile.mutable_metric() = metric;
  tile.set_word("unknown");
  if (!metric.has_baseline()) {
    tile.set_why(metric.baseline_absent());
    read_progress(tile, metric.baseline_absent());
    return tile;
  }
  auto standing = agents::standing_of(metric);
  auto& b = metric.baseline();
  tile.set_why(fmt::format(
    "median {} of {} days in {}{}", agents::written(b.median(), metric.unit()),
    b.n(), b.window_days(),
    metric.latest().source().empty() ? ""
                                     : ", from " + metric.latest().source()));
  if (metric.has_latest() && !fresh(metric, now_ms)) {
    tile.set_word("no value since " + short_date(metric.latest()));
    return tile;
  }
  if (!standing)
    return tile;
  tile.set_deviation(standing->deviation);
  bool open = standing->so_far && day_goes_on(metric.latest(), now_ms);
  tile.set_word(open ? "so far today" : range(standing->deviation));
  return tile;
}

Today day_of(const memory::Metrics& metrics,
             const hypotheses::Hypotheses& tested, int64_t now_ms,
             const agents::cast& cast, const agents::red_flags& rules) {
  Today today;
  today.set_date(date_of(metrics, now_ms));
  for (auto* m : chosen(metrics, cast))
    if (today.tiles_size() < most_tiles)
      *today.add_tiles() = tile_of(*m, now_ms);
  facts known;
  known.metrics = metrics;
  if (auto tiles = telling(today); tiles.empty())
    say_nothing_yet(today);
  else
    say_where(today, tiles, cast, known);
  add_tests(today, tested);
  for (auto& alarm : rules.check_vitals(metrics, now_ms))
    *today.add_alerts() = alarm;
  return today;
}

} // namespace auren::dashboard

#include "actors/agents/facts.hpp"

#include "messages/time.hpp"
#include "messages/words.hpp"

#include <algorithm>
#include <cmath>

namespace auren::agents {

namespace {

template <class Part>
void read(Part& part, const std::string& bytes, const char* name, facts& all) {
  if (part.ParseFromString(bytes))
    return;
  part.Clear();
  all.missing.push_back(std::string{name} + " could not be read.");
}

} // namespace

const memory::MetricSummary* facts::find(std::string_view metric) const {
  auto& all = metrics.metrics();
  auto found
    = std::ranges::find_if(all, [&](auto& m) { return m.metric() == metric; });
  return found == all.end() ? nullptr : &*found;
}

std::string facts::label(std::string_view metric) const {
  auto* m = find(metric);
  if (m != nullptr && !m->label().empty())
    return words::inside(m->label());
  return words::of_name(metric);
}

std::string facts::unit(std::string_view metric) const {
  auto* m = find(metric);
  return m == nullptr ? std::string{} : m->unit();
}

std::string facts::group(std::string_view metric) const {
  auto* m = find(metric);
  return m == nullptr ? std::string{} : m->group();
}

facts facts_of(const Snapshot& snapshot) {
  facts all;
  all.taken_at = snapshot.taken_at();
  read(all.metrics, snapshot.metrics(), "The metrics", all);
  if (auto now = time::parse(snapshot.taken_at()))
    forget_stale_days(all.metrics, now->unix_ms);
  read(all.insights, snapshot.insights(), "The knowledge", all);
  read(all.hypotheses, snapshot.hypotheses(), "The hypotheses", all);
  read(all.memories, snapshot.memories(), "The memories", all);
  read(all.days, snapshot.days(), "The last weeks", all);
  for (auto& missing : snapshot.missing())
    all.missing.push_back(missing);
  return all;
}

void forget_stale_days(memory::Metrics& metrics, int64_t now_ms) {
  constexpr int64_t fresh_ms = 36 * 3'600'000LL;
  for (auto& m : *metrics.mutable_metrics())
    if (!m.has_latest() || now_ms - m.latest().time_ms() > fresh_ms)
      m.clear_today();
}

std::optional<standing> standing_of(const memory::MetricSummary& m) {
  if (m.aggregate() == "sum" && !m.has_today())
    return {}; // one sample of a day is not the day's sum
  if (!m.has_baseline() || (!m.has_today() && !m.has_latest()))
    return {};
  standing s;
  s.value = m.has_today() ? m.today() : m.latest().value();
  // Sleep is summed too, but the night is over when it is told.
  s.so_far = m.has_today() && m.aggregate() == "sum" && m.group() != "sleep";
  auto median = m.baseline().median();
  auto spread = m.baseline().spread();
  if (!(spread > 0))
    spread = std::max(0.01 * std::abs(median), 1e-9);
  s.deviation = (s.value - median) / spread;
  if (!std::isfinite(s.value) || !std::isfinite(median)
      || !std::isfinite(s.deviation))
    return {};
  return s;
}

std::string range_words(double deviation) {
  auto size = std::abs(deviation);
  if (size <= 1)
    return "within your usual range";
  std::string side = deviation > 0 ? "above" : "below";
  return (size <= 2 ? "a little " : "well ") + side + " your usual range";
}

} // namespace auren::agents

#include "actors/ingest/contradictions.hpp"

#include "actors/ingest/doubts.hpp"
#include "messages/time.hpp"

#include <algorithm>
#include <optional>

namespace auren::ingest {

namespace {

/// The sum of what there is, or nothing when `all` is wanted and is not there,
/// or there is nothing.
template <class Page>
std::optional<double> sum_of(const std::map<std::string, double>& terms,
                             const Page& there, bool all) {
  double sum = 0;
  size_t n = 0;
  for (auto& [metric, factor] : terms)
    if (auto found = there.find(metric); found != there.end()) {
      sum += factor * found->second.value;
      ++n;
    }
  if (n == 0 || (all && n < terms.size()))
    return std::nullopt;
  return sum;
}

template <class Page>
bool is_broken(const contradiction_rule& rule, const Page& there) {
  auto less = sum_of(rule.less, there, false);
  auto more = sum_of(rule.more, there, true);
  return less && more && *less > *more + rule.slack;
}

/// Adds a doubt for each metric of `terms` that is there.
template <class Page>
void doubt_all(const std::map<std::string, double>& terms, const Page& there,
               const std::string& source, const std::string& says,
               std::vector<Doubt>& out) {
  for (auto& [metric, factor] : terms) {
    auto found = there.find(metric);
    if (found == there.end())
      continue;
    Doubt one;
    one.set_metric(metric);
    one.set_source(source);
    one.set_time_ms(found->second.time_ms);
    one.set_until_ms(found->second.time_ms);
    one.set_utc_offset_s(found->second.offset_s);
    one.set_rule("contradiction");
    one.set_detail(says);
    one.set_samples(1);
    one.set_id(doubt_id(one));
    if (std::ranges::none_of(out, [&](auto& x) { return x.id() == one.id(); }))
      out.push_back(std::move(one));
  }
}

} // namespace

contradictions::contradictions(const validators& by) : by_(&by) {
  // nop
}

std::vector<const contradiction_rule*>
contradictions::rules_of(const std::string& metric, bool by_day) const {
  std::vector<const contradiction_rule*> out;
  for (auto& one : by_->contradictions)
    if (one.by_day == by_day
        && (one.less.contains(metric) || one.more.contains(metric)))
      out.push_back(&one);
  return out;
}

contradictions::page& contradictions::page_of(const moment& when) {
  auto [at, added] = pages_.try_emplace(when);
  if (added) {
    order_.push_back(when);
    if (order_.size() > most) {
      pages_.erase(order_.front());
      order_.pop_front();
    }
  }
  return at->second;
}

void contradictions::look(const Series& series, bool by_day,
                          std::vector<Doubt>& out) {
  auto rules = rules_of(series.metric(), by_day);
  if (rules.empty())
    return;
  for_each_sample(series, [&](const unpacked& at) {
    auto offset = at.time.offset_s.value_or(0);
    auto when
      = by_day ? int64_t{time::local_day(at.time.ms, offset)} : at.time.ms;
    auto& there = page_of({series.source(), by_day, when});
    there[series.metric()] = {at.time.ms, offset, at.value};
    for (auto* rule : rules)
      if (is_broken(*rule, there)) {
        doubt_all(rule->less, there, series.source(), rule->says, out);
        doubt_all(rule->more, there, series.source(), rule->says, out);
      }
  });
}

std::vector<Doubt> contradictions::look(const SamplesRecorded& fresh) {
  std::vector<Doubt> out;
  for (auto& series : fresh.series())
    for (auto by_day : {false, true})
      look(series, by_day, out);
  return out;
}

} // namespace auren::ingest

#include "actors/hypotheses/scientist.hpp"

#include "actors/hypotheses/judge.hpp"
#include "actors/hypotheses/looks.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace auren::hypotheses {

// The past-only series of a record with a scorer for every prediction.
class scientist::days_of {
public:
  explicit days_of(const record& known) : series_(known) {}

  void bind(const std::vector<hypothesis>& all) {
    scorers_.clear();
    for (const auto& h : all)
      scorers_.push_back(bind_one(h));
  }

  std::optional<day_score> score(size_t i, int64_t day) const {
    if (!scorers_[i])
      return std::nullopt;
    return (*scorers_[i])(static_cast<int>(day - series_.known().first_day));
  }

  const past_only& series() const {
    return series_;
  }

private:
  std::optional<scorer> bind_one(const hypothesis& h) const {
    auto cause = series_.known().find(h.what.cause);
    auto effect = series_.known().find(h.what.effect);
    if (!h.model || !cause || !effect)
      return std::nullopt;
    return scorer::bind(series_, *h.model, *cause, *effect, h.what.lag_days);
  }

  past_only series_;
  std::vector<std::optional<scorer>> scorers_;
};

scientist::scientist(settings how) : how_(how) {}

progress scientist::advance(const record& known, int64_t through,
                            const witness& after_day) {
  progress out;
  if (known.days() == 0 || known.width() == 0)
    return out;
  if (!started_) {
    started_ = true;
    start_ = next_ = known.first_day;
  }
  auto last = std::min(through, known.first_day + known.days() - 1);
  if (last < next_)
    return out;
  auto until = known.first(static_cast<int>(last - known.first_day) + 1);
  days_of days(until);
  days.bind(hypotheses_);
  while (next_ <= last) {
    progress today;
    live(days, today);
    if (after_day)
      after_day(next_ - 1, today);
    std::ranges::move(today.changes, std::back_inserter(out.changes));
    std::ranges::move(today.looks, std::back_inserter(out.looks));
  }
  return out;
}

void scientist::live(days_of& days, progress& out) {
  auto day = next_++;
  count_evidence(days, day);
  decide(day, out);
  auto due = look_due(static_cast<int>(next_ - start_), how_);
  auto& until = days.series().known();
  if (!due || day < until.first_day)
    return;
  look(until.first(static_cast<int>(next_ - until.first_day)), days.series(),
       *due, out);
  decide(day, out);
  days.bind(hypotheses_);
}

void scientist::count_evidence(const days_of& days, int64_t day) {
  if (day < days.series().known().first_day)
    return;
  for (size_t i = 0; i < hypotheses_.size(); ++i) {
    auto& h = hypotheses_[i];
    if (day <= h.what.registered_on)
      continue;
    if (auto score = days.score(i, day)) {
      h.proof.absorb(*score, h.what.direction, h.what.expected_size);
      h.last_evidence = day;
      h.refuted_once = h.refuted_once
                       || h.proof.log_refute(how_) >= std::log(how_.refute_at);
    }
  }
}

std::vector<bool> scientist::confirmed() const {
  std::vector<double> log_e;
  for (const auto& h : hypotheses_)
    log_e.push_back(h.proof.log_e(how_));
  return e_bh(log_e, how_.registered_alpha);
}

void scientist::decide(int64_t day, progress& out) {
  auto known = confirmed();
  auto total = static_cast<int>(hypotheses_.size());
  auto rejected
    = static_cast<int>(std::count(known.begin(), known.end(), true));
  for (size_t i = 0; i < hypotheses_.size(); ++i) {
    auto& h = hypotheses_[i];
    if (h.now == status::retired)
      continue;
    auto needed = days_to_decide(h.what.expected_size, total, rejected, how_);
    auto where = standing_of(h, known[i], day, needed, how_);
    auto now = judge(where, how_);
    if (now == h.now && !h.reason.empty())
      continue;
    h.reason = reason_for(now, where, &h.proof, how_);
    out.changes.push_back({h.id, h.now, now, day, h.reason});
    h.now = now, h.since = day;
  }
}

const hypothesis* scientist::find(std::string_view id) const {
  auto at = std::find_if(hypotheses_.begin(), hypotheses_.end(),
                         [&](const hypothesis& h) { return h.id == id; });
  return at == hypotheses_.end() ? nullptr : &*at;
}

std::optional<int64_t> scientist::claimed_on(const std::string& cause,
                                             const std::string& effect) const {
  auto at = claims_.find({cause, effect});
  if (at == claims_.end())
    return std::nullopt;
  return at->second;
}

std::optional<transition>
scientist::retire(std::string_view id, std::string reason) {
  auto at = std::find_if(hypotheses_.begin(), hypotheses_.end(),
                         [&](const hypothesis& h) { return h.id == id; });
  if (at == hypotheses_.end() || at->now == status::retired)
    return std::nullopt;
  transition out{at->id, at->now, status::retired, next_ - 1,
                 std::move(reason)};
  at->now = out.to, at->reason = out.reason, at->since = out.day;
  return out;
}

} // namespace auren::hypotheses

#include "actors/hypotheses/trial_book.hpp"
#include "actors/hypotheses/trial_plan.hpp"
#include "messages/ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr int late_days = 7; // that the last days' data may come late

// What follows for one experiment, fact by fact; each is built on the last.
class conducting {
public:
  conducting(const trial& one, const record& known, trial_clock now)
    : one_(one), known_(known), clock_(now), now_(one.now) {
    // nop
  }

  std::vector<trial_fact> facts() && {
    if (one_.running())
      run();
    else if (one_.over() && !one_.seed.empty())
      review();
    return std::move(out_);
  }

private:
  int64_t newest() const {
    return known_.first_day + known_.days() - 1;
  }
  int64_t last_day() const {
    return *start_of(now_.plan()) + length_of(now_.plan()) - 1;
  }
  trial_days_known until(int64_t through) const {
    return {one_.now.plan(), one_.seed, known_, through};
  }

  void tell(const std::string& type) {
    now_.set_updated(date_of(clock_.today));
    trial_fact fact{"experiment." + type, {}};
    *fact.what.mutable_experiment() = now_;
    fact.what.mutable_experiment()->clear_provenance();
    out_.push_back(std::move(fact));
  }

  void end(ExperimentStatus::Value status, std::string reason, int64_t through,
           bool at_end) {
    now_.set_status(status);
    now_.set_reason(std::move(reason));
    *now_.mutable_result() = result_of(until(through), one_.reported, at_end);
    tell(status == ExperimentStatus::aborted ? "aborted" : "finished");
  }

  void run() {
    if (auto why = abort_reason(until(clock_.today)))
      return end(ExperimentStatus::aborted, *why,
                 std::min(clock_.today - 1, last_day() + 1), false);
    count();
    auto through = std::min(clock_.today - 1, last_day() + 1);
    auto points = now_.evidence();
    if (!points.empty()
        && points.rbegin()->log_e() >= -std::log(now_.plan().level()))
      return end(ExperimentStatus::finished,
                 fmt::format("Ended early: the days speak {:.0f} to 1 against "
                             "no effect.",
                             std::exp(points.rbegin()->log_e())),
                 *day_of(points.rbegin()->date()), false);
    if (through > last_day()
        && (newest() > last_day() || clock_.today > last_day() + late_days))
      return end(ExperimentStatus::finished, "Its last day is over.",
                 last_day() + 1, true);
    remind();
  }

  // Evidence of every pair that is over, from all days anew.
  void count() {
    auto through = std::min(clock_.today - 1, newest());
    google::protobuf::RepeatedPtrField<EvidencePoint> points;
    auto pair = 2 * now_.plan().block_days();
    for (int n = 1; n <= pairs_over(now_.plan(), through); ++n)
      if (auto log_e = evidence_after(until(through), n)) {
        auto& point = *points.Add();
        point.set_date(date_of(*start_of(now_.plan()) + int64_t{n} * pair));
        point.set_log_e(*log_e);
        point.set_n(static_cast<uint32_t>(n));
      }
    bool same = points.size() == now_.evidence_size();
    for (int i = 0; same && i < points.size(); ++i)
      same
        = points[i].SerializeAsString() == now_.evidence(i).SerializeAsString();
    if (same)
      return;
    *now_.mutable_evidence() = points;
    tell("evidence");
  }

  void remind() {
    auto start = *start_of(now_.plan());
    auto today = date_of(clock_.today);
    if (clock_.today < start || clock_.today > last_day()
        || clock_.hour < now_.plan().remind_hour() || now_.reminded() >= today)
      return;
    now_.set_reminded(today);
    tell("reminded");
    auto days = schedule_of(now_.plan(), one_.seed, false, one_.reported);
    *out_.back().what.mutable_day()
      = days[static_cast<size_t>(clock_.today - start)];
  }

  // Days of one that is over may have come late or been corrected since.
  void review() {
    auto through = day_of(now_.result().through());
    if (!through) // stopped by the person: nothing was worked out yet
      through = std::min(clock_.today - 1, last_day() + 1);
    auto again
      = result_of(until(*through), one_.reported, now_.result().has_p_value());
    if (again.SerializeAsString() == now_.result().SerializeAsString())
      return;
    *now_.mutable_result() = again;
    tell("recomputed");
  }

  const trial& one_;
  const record& known_;
  trial_clock clock_;
  Experiment now_;
  std::vector<trial_fact> out_;
};

} // namespace

std::vector<trial_fact>
conduct(const trial& one, const record& known, trial_clock now) {
  if (known.days() == 0 || !start_of(one.now.plan()))
    return {};
  return conducting(one, known, now).facts();
}

Experiment shown(const trial& one, const record& known, int64_t today,
                 bool with_days, bool reveal) {
  auto out = one.now;
  reveal = reveal || one.over();
  if (one.over() && !one.seed.empty())
    out.set_seed(ids::hex(one.seed));
  if (!with_days || one.seed.empty())
    return out;
  auto days = schedule_of(out.plan(), one.seed, reveal, one.reported);
  auto lived
    = lived_days({out.plan(), one.seed, known, today}, reveal, one.reported);
  std::copy(lived.begin(), lived.end(), days.begin());
  for (auto& day : days)
    *out.add_days() = std::move(day);
  return out;
}

} // namespace auren::hypotheses

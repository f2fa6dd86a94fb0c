#include "actors/hypotheses/trial_registry.hpp"
#include "messages/ids.hpp"

#include <caf/all.hpp>

#include <sodium.h>

namespace auren::hypotheses {

namespace {

using namespace std::chrono_literals;

constexpr auto conductor_patience = 30s;
constexpr size_t seed_bytes = 32;
constexpr int64_t hour_ms = 3'600'000;

std::string fresh_seed() {
  std::string seed(seed_bytes, '\0');
  randombytes_buf(seed.data(), seed.size());
  return seed;
}

std::string conductor_name(const std::string& id) {
  return id.substr(0, 36);
}

/// Plans name metrics as the record does, whatever they are called outside.
ExperimentPlan
canonical_names(ExperimentPlan plan, const ingest::catalogue& by) {
  for (auto* name : {plan.mutable_cause(), plan.mutable_outcome()})
    if (auto* known = by.find(*name))
      *name = std::string{ingest::catalogue::canonical(*known, *name)};
  for (auto& rule : *plan.mutable_abort())
    if (auto* known = by.find(rule.metric()))
      rule.set_metric(
        std::string{ingest::catalogue::canonical(*known, rule.metric())});
  return plan;
}

} // namespace

// A command that changes something: what it says becomes a fact or a refusal.
caf::typed_response_promise<Experiment>
trial_registry_state::command(const Context& context,
                              std::function<trial_outcome(int64_t)> what,
                              bool needs_days) {
  auto answer = self->make_response_promise<Experiment>();
  auto go = [this, answer, what]() mutable {
    auto today = clock_of({}).today;
    auto result = what(today);
    if (auto* no = std::get_if<trial_refusal>(&result))
      return refuse(no->unknown ? caf::make_error(errc::not_found)
                                : caf::make_error(errc::refused, no->why));
    auto& fact = std::get<trial_fact>(result);
    append(fact,
           [this, answer, today, id = fact.what.experiment().id()]() mutable {
             auto* one = book_.find(id);
             if (one->running())
               wake(id);
             answer.deliver(shown(*one, *known_, today, true, false));
             finish();
             look();
           });
  };
  later(
    {.context = context,
     .run
     = [this, go, needs_days]() mutable { needs_days ? read_days(go) : go(); },
     .fail = [answer](const caf::error& why) mutable { answer.deliver(why); }});
  return answer;
}

caf::typed_response_promise<Experiment>
trial_registry_state::propose(const ProposeExperiment& asked) {
  return command(
    asked.context(),
    [this, plan = canonical_names(asked.plan(), *links_.by)](int64_t today) {
      return book_.propose(ids::dashed(ids::uuid7()), plan, *known_, today);
    },
    true);
}

caf::typed_response_promise<Experiment>
trial_registry_state::decide(const DecideExperiment& asked) {
  return command(
    asked.context(),
    [this, asked](int64_t today) {
      return book_.decide(asked, fresh_seed(), *known_, today);
    },
    true);
}

caf::typed_response_promise<Experiment>
trial_registry_state::report(const ReportExperimentDay& asked) {
  return command(
    asked.context(),
    [this, asked](int64_t today) { return book_.report(asked, today); }, false);
}

caf::typed_response_promise<Experiments>
trial_registry_state::list(const ListExperiments& question) {
  auto answer = self->make_response_promise<Experiments>();
  auto go = [this, answer, wanted = question.status()]() mutable {
    Experiments all;
    for (auto& one : book_.all())
      if (wanted.empty()
          || ExperimentStatus::Value_Name(one.now.status()) == wanted)
        *all.add_experiments() = shown(one, *known_, 0, false, false);
    answer.deliver(std::move(all));
    finish();
  };
  later({question.context(), go,
         [answer](const caf::error& why) mutable { answer.deliver(why); }});
  return answer;
}

caf::typed_response_promise<Experiment>
trial_registry_state::read(const ReadExperiment& question) {
  auto answer = self->make_response_promise<Experiment>();
  auto go = [this, answer, question]() mutable {
    auto* one = book_.find(question.id());
    if (one == nullptr)
      return refuse(caf::make_error(errc::not_found));
    auto today = clock_of(one->now.plan()).today;
    answer.deliver(shown(*one, *known_, today, true, question.packing()));
    finish();
  };
  later({question.context(), go,
         [answer](const caf::error& why) mutable { answer.deliver(why); }});
  return answer;
}

void trial_registry_state::days_changed(const Advance& told) {
  auto day = time::parse_day(told.changed_from());
  days_.outdated(day ? int64_t{*day} : INT32_MIN);
  look();
}

void trial_registry_state::look_at_clock() {
  self->delayed_send(self, tick, caf::tick_atom_v);
  if (std::any_of(book_.all().begin(), book_.all().end(),
                  [](auto& one) { return one.running(); }))
    links_.stay_awake();
  if (links_.now_ms() / hour_ms != looked_hour_)
    look();
}

// Goes on with every experiment that was accepted, one after the other.
void trial_registry_state::look() {
  if (!any_accepted() || std::exchange(looking_, true))
    return;
  later({.context = {},
         .run =
           [this] {
             looking_ = false;
             looked_hour_ = links_.now_ms() / hour_ms;
             read_days([this] { conduct_from(0, [this] { finish(); }); });
           },
         .fail = [this](const caf::error&) { looking_ = false; }});
}

void trial_registry_state::conduct_from(size_t index, const next& then) {
  while (index < book_.all().size() && !book_.all()[index].running()
         && !book_.all()[index].over())
    ++index;
  if (index >= book_.all().size())
    return then();
  auto one = std::make_shared<trial>(book_.all()[index]);
  auto who = conductor(one->now.id());
  auto on = [this, index, then] { conduct_from(index + 1, then); };
  if (!who)
    return on(); // it is just starting: the next look finds it
  self
    ->request(who, conductor_patience,
              conducted_days{one, known_, clock_of(one->now.plan())})
    .then(
      [this, on](const conducted_facts& found) {
        keep(std::make_shared<const std::vector<trial_fact>>(found.facts), 0,
             on);
      },
      [on](const caf::error&) { on(); });
}

void trial_registry_state::keep(
  std::shared_ptr<const std::vector<trial_fact>> facts, size_t index,
  const next& then) {
  if (index >= facts->size())
    return then();
  append((*facts)[index],
         [this, facts, index, then] { keep(facts, index + 1, then); });
}

void trial_registry_state::wake(const std::string& id) {
  auto start = [](const supervision::child_context& at) {
    return at.supervisor->spawn(experiment);
  };
  self
    ->request(links_.conductors, storage_patience,
              supervision::add_child{
                supervision::worker(conductor_name(id), std::move(start))})
    .then([this](const caf::actor&) { look(); }, [](const caf::error&) {});
}

experiment_actor trial_registry_state::conductor(const std::string& id) const {
  auto found
    = links_.table->find(links_.conductors_path + '/' + conductor_name(id));
  return found ? caf::actor_cast<experiment_actor>(found) : experiment_actor{};
}

trial_clock trial_registry_state::clock_of(const ExperimentPlan& plan) const {
  auto local = links_.now_ms() + int64_t{plan.utc_offset_s()} * 1000;
  auto day = time::local_day(links_.now_ms(), plan.utc_offset_s());
  return {day,
          static_cast<int>((local - int64_t{day} * time::day_ms) / hour_ms)};
}

bool trial_registry_state::any_accepted() const {
  return std::any_of(book_.all().begin(), book_.all().end(),
                     [](auto& one) { return one.running() || one.over(); });
}

} // namespace auren::hypotheses

#include "actors/hypotheses/registry.hpp"
#include "actors/hypotheses/trial_suggest.hpp"

#include <caf/all.hpp>

namespace auren::hypotheses {

using namespace std::chrono_literals;

namespace {

constexpr auto teller_patience = 2s;
constexpr auto start_patience = 60s;

/// A teller that is behind still tells how the evidence grew.
Hypothesis joined(const Hypothesis& said, const Hypothesis& now) {
  story result;
  result.fold(said);
  if (said.updated() < now.updated())
    result.fold(now);
  return result.told();
}

/// The first letters of an id name its teller.
std::string teller_name(const std::string& id) {
  return id.substr(0, 16);
}

} // namespace

template <class Reply>
caf::typed_response_promise<Reply> registry_state::when_ready(
  std::function<void(caf::typed_response_promise<Reply>)> ask) {
  auto answer = self->make_response_promise<Reply>();
  auto fail = [answer](const caf::error& why) mutable { answer.deliver(why); };
  if (ready_)
    ask(answer);
  else if (asked_.size() >= queue_limit)
    fail(caf::make_error(errc::overloaded));
  else
    asked_.push_back(
      {.context = {}, .run = [=] { ask(answer); }, .fail = fail});
  return answer;
}

caf::typed_response_promise<Hypotheses>
registry_state::list(const ListHypotheses& question) {
  return when_ready<Hypotheses>(
    [=, this](auto answer) { answer_list(question, answer); });
}

caf::typed_response_promise<Hypothesis>
registry_state::read(const ReadHypothesis& question) {
  return when_ready<Hypothesis>(
    [=, this](auto answer) { answer_read(question, answer); });
}

void registry_state::answer_list(
  const ListHypotheses& question,
  caf::typed_response_promise<Hypotheses> answer) {
  auto all = std::make_shared<Hypotheses>();
  told_.each([&](const Hypothesis& one) {
    if (question.status().empty()
        || Status::Value_Name(one.status()) == question.status())
      *all->add_hypotheses() = one;
  });
  auto left = std::make_shared<int>(all->hypotheses_size() + 1);
  auto finish_one = [answer, all, left]() mutable {
    if (--*left == 0)
      answer.deliver(std::move(*all));
  };
  for (auto& one : *all->mutable_hypotheses()) {
    ReadHypothesis ask;
    ask.set_id(one.id());
    auto who = teller(one.id());
    if (!who) {
      finish_one();
      continue;
    }
    self->request(who, teller_patience, std::move(ask))
      .then(
        [finish_one, &one, all](const Hypothesis& said) mutable {
          one = joined(said, one);
          finish_one();
        },
        [finish_one](const caf::error&) mutable { finish_one(); });
  }
  finish_one();
}

void registry_state::answer_read(const ReadHypothesis& question,
                                 hypothesis_promise answer) {
  auto* found = told_.find(question.id());
  if (found == nullptr) {
    answer.deliver(caf::make_error(errc::not_found));
    return;
  }
  auto who = teller(question.id());
  if (!who) {
    answer.deliver(*found);
    return;
  }
  // One that is just starting has not read its story yet: the state is known.
  self->request(who, teller_patience, question)
    .then(
      [answer, now = *found](const Hypothesis& said) mutable {
        answer.deliver(joined(said, now));
      },
      [answer, now = *found](const caf::error&) mutable {
        answer.deliver(std::move(now));
      });
}

hypothesis_actor registry_state::teller(const std::string& id) const {
  auto found = links_.table->find(links_.tellers_path + '/' + teller_name(id));
  return found ? caf::actor_cast<hypothesis_actor>(found) : hypothesis_actor{};
}

void registry_state::wake_teller(const std::string& id) {
  auto start = [who = me_, id,
                reader = links_.reader](const supervision::child_context& at) {
    return at.supervisor->spawn(hypothesis_teller, who, id, reader);
  };
  // One that cannot be started is no loss: it holds no truth of its own. One
  // that is there already may have missed what a predecessor did not live to
  // tell it: it reads its story anew.
  self
    ->request(links_.tellers, start_patience,
              supervision::add_child{
                supervision::worker(teller_name(id), std::move(start))})
    .then([](const caf::actor&) {},
          [this, id](const caf::error& why) {
            if (code_of(why) == errc::refused)
              renew_teller(id);
          });
}

void registry_state::renew_teller(const std::string& id) {
  supervision::RestartActor command;
  command.set_path(links_.tellers_path + '/' + teller_name(id));
  self->request(links_.tellers, start_patience, std::move(command))
    .then([](const supervision::ActorRestarting&) {}, [](const caf::error&) {});
}

void registry_state::update_teller(const Hypothesis& now) {
  if (auto who = teller(now.id()))
    caf::anon_send(who, now);
}

// What observation cannot decide the person may try; they are asked once.
void registry_state::suggest_experiment(const Hypothesis& now) {
  if (!links_.experiments || suggested_.contains(now.id()))
    return;
  auto plan = suggestion_for(now, *links_.by);
  if (!plan)
    return;
  suggested_.insert(now.id());
  ProposeExperiment command;
  *command.mutable_context() = me_;
  *command.mutable_plan() = std::move(*plan);
  caf::anon_send(links_.experiments, std::move(command));
}

} // namespace auren::hypotheses

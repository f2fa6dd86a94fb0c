#include "actors/node/operator.hpp"

#include "actors/deadline.hpp"
#include "actors/node/commands.hpp"
#include "actors/node/tree.hpp"
#include "actors/supervision/guard.hpp"
#include "actors/version.hpp"

#include <caf/all.hpp>

namespace auren::node {

namespace {

using namespace std::chrono_literals;

/// The stages as `status` lists them, and the address that shows each is up.
constexpr std::pair<const char*, const char*> stages[] = {
  {"ingest", path::gates},      {"events", path::log},
  {"memory", path::historians}, {"hypotheses", path::analyst},
  {"people", path::door},       {"streams", path::hub},
};

/// What a status is gathered from; answered when all parts are in.
struct gathering {
  Status status;
  int left = 2;
  caf::typed_response_promise<Status> answer;

  void done() {
    if (--left == 0)
      answer.deliver(std::move(status));
  }
};

Status begin(const operator_state& state) {
  Status status;
  status.set_version(version);
  status.set_state("ready");
  auto up = std::chrono::steady_clock::now() - state.started;
  status.set_uptime_s(std::chrono::duration<double>(up).count());
  status.set_data(state.of->folder);
  for (auto& [stage, where] : stages) {
    auto& one = *status.add_stages();
    one.set_stage(stage);
    one.set_state(state.table->find(where) ? "running" : "starting");
  }
  return status;
}

caf::typed_response_promise<Status>
gather(operator_actor::stateful_pointer<operator_state> self) {
  auto all = std::make_shared<gathering>();
  all->status = begin(self->state);
  all->status.set_actors(
    static_cast<uint32_t>(self->system().registry().running()));
  all->answer = self->make_response_promise<Status>();
  auto fail = [all](const caf::error& why) {
    all->status.set_state(to_string(code_of(why)));
    all->done();
  };
  auto& table = *self->state.table;
  auto log = table.resolve<events::event_log_actor>(path::log);
  auto door = table.resolve<operator_actor>(path::door);
  if (!log || !door) {
    all->left = 1;
    fail(caf::make_error(errc::restarting));
    return all->answer;
  }
  self->request(*log, default_patience, events::Head{})
    .then(
      [all](const events::Committed& head) {
        all->status.set_position(head.head());
        all->done();
      },
      fail);
  self->request(*door, default_patience, ListPeople{})
    .then(
      [all](const People& people) {
        all->status.set_people(static_cast<uint32_t>(people.people_size()));
        all->done();
      },
      fail);
  return all->answer;
}

} // namespace

operator_actor::behavior_type
node_operator(operator_actor::stateful_pointer<operator_state> self,
              std::shared_ptr<parts> of,
              std::shared_ptr<supervision::addresses> table,
              caf::actor_addr root) {
  supervision::guard(self);
  self->state.of = std::move(of);
  self->state.table = std::move(table);
  self->state.root = std::move(root);
  self->state.started = std::chrono::steady_clock::now();
  return {
    [self](const AskStatus&) { return gather(self); },
    [self](const ListPeople& question) -> caf::result<People> {
      auto door = self->state.table->resolve<operator_actor>(path::door);
      if (!door)
        return caf::make_error(errc::restarting);
      auto answer = self->make_response_promise<People>();
      answer.delegate(*door, question);
      return answer;
    },
    [self](const RunCommand& command) {
      return run_command(self, self->state, command);
    },
    [self](const Complete& line) { return complete(self->state, line); },
  };
}

} // namespace auren::node

#include "actors/ingest/gate.hpp"

#include "actors/deadline.hpp"
#include "actors/ingest/json_samples.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/time.hpp"
#include "storage/sha256.hpp"

#include <caf/all.hpp>

namespace auren::ingest {

caf::expected<RecordSamples>
gate_state::read(const SubmitSamples& asked) const {
  auto parsed = parse_samples(asked.body(), *by, time::now_ms());
  if (parsed.whole)
    return caf::make_error(parsed.whole.code, parsed.whole.detail);
  if (parsed.accepted == 0 && parsed.rejected.empty())
    return caf::make_error(errc::invalid_message,
                           std::string{"samples holds nothing"});
  if (parsed.accepted == 0) {
    auto& first = parsed.rejected.front();
    return caf::make_error(errc::refused,
                           "every sample was refused; the first: "
                             + first.code() + ": " + first.detail());
  }
  RecordSamples command;
  *command.mutable_context() = asked.context();
  for (auto& series : parsed.series)
    *command.add_series() = std::move(series);
  for (auto& rejection : parsed.rejected)
    *command.add_rejected() = std::move(rejection);
  command.set_mapping("json-samples/1");
  if (!asked.idempotency_key().empty()) {
    command.set_idempotency_key(asked.idempotency_key());
    command.set_body_hash(storage::sha256_of(asked.body()));
  }
  return command;
}

gate_actor::behavior_type
gate(gate_actor::stateful_pointer<gate_state> self,
     const recorder_actor& people, const catalogue* by, size_t queue) {
  supervision::guard(self);
  self->state.by = by;
  return {
    [self, people,
     queue](const SubmitSamples& asked) -> caf::result<SamplesAccepted> {
      if (self->mailbox().size() > queue)
        return caf::make_error(errc::overloaded);
      if (expired(asked.context()))
        return caf::make_error(errc::deadline_exceeded);
      auto command = self->state.read(asked);
      if (!command)
        return std::move(command.error());
      return self->delegate(people, std::move(*command));
    },
  };
}

gate_actor::behavior_type gates(gate_actor::stateful_pointer<gates_state> self,
                                std::vector<gate_actor> all) {
  supervision::guard(self);
  self->state.gates = std::move(all);
  for (auto& one : self->state.gates)
    self->link_to(one); // they come and go together
  return {
    [self](SubmitSamples& asked) {
      auto& s = self->state;
      return self->delegate(s.gates[s.next++ % s.gates.size()],
                            std::move(asked));
    },
  };
}

} // namespace auren::ingest

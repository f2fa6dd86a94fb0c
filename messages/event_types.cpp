#include "messages/event_types.hpp"

#include "messages/agents.pb.h"
#include "messages/hypotheses.pb.h"
#include "messages/ingest.pb.h"
#include "messages/knowledge.pb.h"
#include "messages/memory.pb.h"
#include "messages/people.pb.h"
#include "messages/streams.pb.h"
#include "messages/supervision.pb.h"

#include <algorithm>
#include <array>

namespace auren::events {

namespace {

template <class T>
const google::protobuf::Message* of() {
  return &T::default_instance();
}

constexpr auto analytical = Class::analytical;
constexpr auto operational = Class::operational;
constexpr auto critical = Class::critical;

const auto types = std::to_array<event_type>({
  {"samples.recorded", operational, of<ingest::SamplesRecorded>()},
  {"samples.rejected", operational, of<ingest::SamplesRejected>()},
  {"journal.recorded", operational, of<ingest::JournalRecorded>()},
  {"symptom.recorded", critical, of<ingest::JournalRecorded>()},
  {"import.started", operational, of<ingest::ImportReported>()},
  {"import.progressed", analytical, of<ingest::ImportReported>()},
  {"import.finished", operational, of<ingest::ImportReported>()},
  {"import.failed", operational, of<ingest::ImportReported>()},
  {"memory.stored", operational, of<memory::MemoryStored>()},
  {"memory.revised", operational, of<memory::MemoryRevised>()},
  {"memory.forgotten", operational, of<memory::MemoryForgotten>()},
  {"memory.recalled", analytical, of<memory::MemoryRecalled>()},
  {"memory.moved", analytical, of<memory::MemoryMoved>()},
  {"hypothesis.looked", analytical, of<hypotheses::Looked>()},
  {"hypothesis.recounted", analytical, of<hypotheses::Looked>()},
  {"hypothesis.proposed", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.registered", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.evidence", analytical, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.supported", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.knowledge", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.refuted", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.inconclusive", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.association", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.stale", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.contradicted", operational, of<hypotheses::HypothesisChanged>()},
  {"hypothesis.retired", operational, of<hypotheses::HypothesisChanged>()},
  {"experiment.proposed", operational, of<hypotheses::ExperimentChanged>()},
  {"experiment.accepted", operational, of<hypotheses::ExperimentChanged>()},
  {"experiment.declined", operational, of<hypotheses::ExperimentChanged>()},
  {"experiment.reminded", operational, of<hypotheses::ExperimentChanged>()},
  {"experiment.reported", operational, of<hypotheses::ExperimentChanged>()},
  {"experiment.evidence", analytical, of<hypotheses::ExperimentChanged>()},
  {"experiment.finished", operational, of<hypotheses::ExperimentChanged>()},
  {"experiment.stopped", operational, of<hypotheses::ExperimentChanged>()},
  {"experiment.aborted", critical, of<hypotheses::ExperimentChanged>()},
  {"experiment.recomputed", operational, of<hypotheses::ExperimentChanged>()},
  {"knowledge.gained", operational, of<knowledge::KnowledgeChanged>()},
  {"knowledge.weakened", operational, of<knowledge::KnowledgeChanged>()},
  {"knowledge.contradicted", operational, of<knowledge::KnowledgeChanged>()},
  {"knowledge.withdrawn", operational, of<knowledge::KnowledgeChanged>()},
  {"agent.started", analytical, of<agents::AgentActed>()},
  {"agent.thought", analytical, of<agents::AgentActed>()},
  {"agent.tool_used", analytical, of<agents::AgentActed>()},
  {"agent.claimed", operational, of<agents::AgentActed>()},
  {"agent.finished", operational, of<agents::AgentActed>()},
  {"agent.failed", operational, of<agents::AgentActed>()},
  {"collaboration.started", analytical, of<agents::AgentActed>()},
  {"collaboration.conflict", operational, of<agents::AgentActed>()},
  {"collaboration.resolved", operational, of<agents::AgentActed>()},
  {"collaboration.finished", analytical, of<agents::AgentActed>()},
  {"answer.given", operational, of<agents::AnswerGiven>()},
  {"answer.rated", analytical, of<agents::FeedbackGiven>()},
  {"safety.escalated", critical, of<agents::SafetyEscalated>()},
  {"actor.restarted", operational, of<supervision::ActorReport>()},
  {"actor.failed", operational, of<supervision::ActorReport>()},
  {"samples.doubted", operational, of<ingest::SamplesDoubted>()},
  {"samples.settled", operational, of<ingest::SettleDoubt>()},
  {"device.changed", operational, of<ingest::DeviceChanged>()},
  {"detectors.ran", analytical, of<streams::DetectorsRan>()},
  {"alert.raised", critical, of<streams::AlertChanged>()},
  {"alert.cleared", operational, of<streams::AlertChanged>()},
  {"consent.given", operational, of<knowledge::ConsentChanged>()},
  {"consent.withdrawn", operational, of<knowledge::ConsentChanged>()},
  {"shared.released", operational, of<knowledge::SharedReleased>()},
  {"person.erased", critical, of<people::ErasureRecorded>()},
});

} // namespace

std::span<const event_type> event_types() {
  return types;
}

const event_type* find_event_type(std::string_view name) {
  auto found = std::ranges::find(types, name, &event_type::name);
  return found == types.end() ? nullptr : &*found;
}

std::unique_ptr<google::protobuf::Message> decode(const Event& event) {
  auto* type = find_event_type(event.type());
  if (type == nullptr)
    return nullptr;
  std::unique_ptr<google::protobuf::Message> result{type->payload->New()};
  if (!result->ParseFromString(event.payload()))
    return nullptr;
  return result;
}

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('*'))
    return name.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern.empty() || pattern == name;
}

} // namespace auren::events

#pragma once

#include "messages/agents.pb.h"
#include "messages/context.pb.h"
#include "messages/dashboard.pb.h"
#include "messages/errc.hpp"
#include "messages/events.pb.h"
#include "messages/hypotheses.pb.h"
#include "messages/ingest.pb.h"
#include "messages/knowledge.pb.h"
#include "messages/memory.pb.h"
#include "messages/node.pb.h"
#include "messages/people.pb.h"
#include "messages/streams.pb.h"
#include "messages/supervision.pb.h"
#include "messages/wire.hpp"

#include <caf/type_id.hpp>

namespace auren {
using wire::inspect;
using wire::to_string;
} // namespace auren

namespace auren::ingest {
using wire::inspect;
using wire::to_string;
} // namespace auren::ingest

namespace auren::events {
using wire::inspect;
using wire::to_string;
} // namespace auren::events

namespace auren::memory {
using wire::inspect;
using wire::to_string;
} // namespace auren::memory

namespace auren::hypotheses {
using wire::inspect;
using wire::to_string;
} // namespace auren::hypotheses

namespace auren::knowledge {
using wire::inspect;
using wire::to_string;
} // namespace auren::knowledge

namespace auren::agents {
using wire::inspect;
using wire::to_string;
} // namespace auren::agents

namespace auren::streams {
using wire::inspect;
using wire::to_string;
} // namespace auren::streams

namespace auren::dashboard {
using wire::inspect;
using wire::to_string;
} // namespace auren::dashboard

namespace auren::people {
using wire::inspect;
using wire::to_string;
} // namespace auren::people

namespace auren::supervision {
using wire::inspect;
using wire::to_string;
} // namespace auren::supervision

namespace auren::node {
using wire::inspect;
using wire::to_string;
} // namespace auren::node

// Order is wire format: append, never reorder.
CAF_BEGIN_TYPE_ID_BLOCK(auren, caf::first_custom_type_id)

  CAF_ADD_TYPE_ID(auren, (auren::errc))

  CAF_ADD_TYPE_ID(auren, (auren::Context))

  CAF_ADD_TYPE_ID(auren, (auren::ingest::Series))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::Rejection))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::SamplesRecorded))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::SamplesRejected))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::SubmitSamples))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::RecordSamples))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::SamplesAccepted))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::RecordEntry))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::JournalRecorded))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::EntryRecorded))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::StartImport))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::ImportStarted))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::ReadImport))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::ImportProgress))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::ImportReported))

  CAF_ADD_TYPE_ID(auren, (auren::events::Event))
  CAF_ADD_TYPE_ID(auren, (auren::events::RequestRecord))
  CAF_ADD_TYPE_ID(auren, (auren::events::Append))
  CAF_ADD_TYPE_ID(auren, (auren::events::Appended))
  CAF_ADD_TYPE_ID(auren, (auren::events::ReadLog))
  CAF_ADD_TYPE_ID(auren, (auren::events::ReadStream))
  CAF_ADD_TYPE_ID(auren, (auren::events::Events))
  CAF_ADD_TYPE_ID(auren, (auren::events::Committed))
  CAF_ADD_TYPE_ID(auren, (auren::events::Head))
  CAF_ADD_TYPE_ID(auren, (auren::events::Snapshot))
  CAF_ADD_TYPE_ID(auren, (auren::events::SaveSnapshot))
  CAF_ADD_TYPE_ID(auren, (auren::events::LoadSnapshot))
  CAF_ADD_TYPE_ID(auren, (auren::events::SnapshotSaved))
  CAF_ADD_TYPE_ID(auren, (auren::events::ProjectionStatus))
  CAF_ADD_TYPE_ID(auren, (auren::events::AwaitPosition))
  CAF_ADD_TYPE_ID(auren, (auren::events::Rebuild))
  CAF_ADD_TYPE_ID(auren, (auren::events::ListParked))
  CAF_ADD_TYPE_ID(auren, (auren::events::ReplayParked))

  CAF_ADD_TYPE_ID(auren, (auren::memory::Baseline))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Latest))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MetricSummary))
  CAF_ADD_TYPE_ID(auren, (auren::memory::AskLatest))
  CAF_ADD_TYPE_ID(auren, (auren::memory::LatestValue))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ListMetrics))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Metrics))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ReadRange))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Point))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Range))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ReadDays))
  CAF_ADD_TYPE_ID(auren, (auren::memory::DayColumn))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Days))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Memory))
  CAF_ADD_TYPE_ID(auren, (auren::memory::StoreMemory))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ReadMemory))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ForgetMemory))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ReviseMemory))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MemoryForgotten))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MemoryStored))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MemoryRevised))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Recall))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Hit))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Recalled))
  CAF_ADD_TYPE_ID(auren, (auren::memory::AskMemoryStats))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MemoryStats))

  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Prediction))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Effect))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::EvidencePoint))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Hypothesis))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ProposeHypothesis))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ListHypotheses))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Hypotheses))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ReadHypothesis))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::RetireHypothesis))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Advance))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Advanced))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::HypothesisChanged))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Looked))

  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Insight))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::ListKnowledge))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Knowledge))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::AskGraph))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Node))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Edge))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Graph))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::KnowledgeChanged))

  CAF_ADD_TYPE_ID(auren, (auren::agents::Agent))
  CAF_ADD_TYPE_ID(auren, (auren::agents::ListAgents))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Agents))
  CAF_ADD_TYPE_ID(auren, (auren::agents::AskAgents))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Evidence))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Claim))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Contribution))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Safety))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Cost))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Answer))
  CAF_ADD_TYPE_ID(auren, (auren::agents::ReadAnswer))
  CAF_ADD_TYPE_ID(auren, (auren::agents::GiveFeedback))
  CAF_ADD_TYPE_ID(auren, (auren::agents::FeedbackGiven))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Snapshot))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Consult))
  CAF_ADD_TYPE_ID(auren, (auren::agents::Consulted))
  CAF_ADD_TYPE_ID(auren, (auren::agents::AgentActed))
  CAF_ADD_TYPE_ID(auren, (auren::agents::AnswerGiven))
  CAF_ADD_TYPE_ID(auren, (auren::agents::SafetyEscalated))

  CAF_ADD_TYPE_ID(auren, (auren::streams::Subscribe))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Subscribed))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Unsubscribe))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Item))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Deliver))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Delivered))
  CAF_ADD_TYPE_ID(auren, (auren::streams::AskStreamStats))
  CAF_ADD_TYPE_ID(auren, (auren::streams::StreamStats))

  CAF_ADD_TYPE_ID(auren, (auren::dashboard::AskToday))
  CAF_ADD_TYPE_ID(auren, (auren::dashboard::Tile))
  CAF_ADD_TYPE_ID(auren, (auren::dashboard::Today))

  CAF_ADD_TYPE_ID(auren, (auren::supervision::ActorReport))
  CAF_ADD_TYPE_ID(auren, (auren::supervision::ActorInfo))
  CAF_ADD_TYPE_ID(auren, (auren::supervision::AskTree))
  CAF_ADD_TYPE_ID(auren, (auren::supervision::FindActor))
  CAF_ADD_TYPE_ID(auren, (auren::supervision::RestartActor))
  CAF_ADD_TYPE_ID(auren, (auren::supervision::ActorRestarting))

  CAF_ADD_TYPE_ID(auren, (auren::node::AskStatus))
  CAF_ADD_TYPE_ID(auren, (auren::node::StageStatus))
  CAF_ADD_TYPE_ID(auren, (auren::node::Status))
  CAF_ADD_TYPE_ID(auren, (auren::node::ListPeople))
  CAF_ADD_TYPE_ID(auren, (auren::node::Person))
  CAF_ADD_TYPE_ID(auren, (auren::node::People))
  CAF_ADD_TYPE_ID(auren, (auren::node::RunCommand))
  CAF_ADD_TYPE_ID(auren, (auren::node::CommandResult))
  CAF_ADD_TYPE_ID(auren, (auren::node::Complete))
  CAF_ADD_TYPE_ID(auren, (auren::node::Completions))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ReadSeries))
  CAF_ADD_TYPE_ID(auren, (auren::memory::DayIndex))
  CAF_ADD_TYPE_ID(auren, (auren::memory::SeriesFound))
  CAF_ADD_TYPE_ID(auren, (auren::supervision::RemoveActor))
  CAF_ADD_TYPE_ID(auren, (auren::supervision::ActorStopped))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Passivate))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Passivated))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MemoryRecalled))
  CAF_ADD_TYPE_ID(auren, (auren::people::Erase))
  CAF_ADD_TYPE_ID(auren, (auren::people::Erased))
  CAF_ADD_TYPE_ID(auren, (auren::people::ErasePerson))
  CAF_ADD_TYPE_ID(auren, (auren::people::PersonErased))
  CAF_ADD_TYPE_ID(auren, (auren::people::ErasureRecorded))
  CAF_ADD_TYPE_ID(auren, (auren::people::Rest))
  CAF_ADD_TYPE_ID(auren, (auren::people::Rested))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MemoryMoved))
  CAF_ADD_TYPE_ID(auren, (auren::memory::ListMemoryTrails))
  CAF_ADD_TYPE_ID(auren, (auren::memory::MemoryTrails))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Warm))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Warmed))
  CAF_ADD_TYPE_ID(auren, (auren::memory::EmbedTexts))
  CAF_ADD_TYPE_ID(auren, (auren::memory::Embedded))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::AbortRule))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ExperimentPlan))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ExperimentDay))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ExperimentResult))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Experiment))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ProposeExperiment))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::DecideExperiment))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ReportExperimentDay))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ListExperiments))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Experiments))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ReadExperiment))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::ExperimentChanged))
  CAF_ADD_TYPE_ID(auren, (auren::hypotheses::Moderator))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Prior))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::WhyPath))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::Doubt))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::SamplesDoubted))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::SettleDoubt))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::ListDoubts))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::Doubts))
  CAF_ADD_TYPE_ID(auren, (auren::ingest::DeviceChanged))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Detect))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Detected))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Finding))
  CAF_ADD_TYPE_ID(auren, (auren::streams::AlertChanged))
  CAF_ADD_TYPE_ID(auren, (auren::streams::DetectorsRan))
  CAF_ADD_TYPE_ID(auren, (auren::streams::ListAlerts))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Alerts))
  CAF_ADD_TYPE_ID(auren, (auren::streams::AskForecast))
  CAF_ADD_TYPE_ID(auren, (auren::streams::Forecast))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::ListConsents))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Consents))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::GiveConsent))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::AskShared))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::Shared))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::ReleaseShared))
  CAF_ADD_TYPE_ID(auren, (auren::knowledge::ReleaseMade))

CAF_END_TYPE_ID_BLOCK(auren)

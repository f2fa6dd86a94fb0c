#pragma once

#include <caf/fwd.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

/// The map of the system: every actor interface, in the order data travels.
/// Messages are forward-declared, so including this file stays cheap. Every
/// reply may be an `errc`; every request carries its own deadline.

// -- events: the record that all others feed on -------------------------------

namespace auren::events {

class Append;
class Appended;
class AwaitPosition;
class Committed;
class Events;
class Head;
class LoadSnapshot;
class ProjectionStatus;
class ReadLog;
class ReadStream;
class Rebuild;
class ListParked;
class ReplayParked;
class SaveSnapshot;
class Snapshot;
class SnapshotSaved;

/// EVENT LOG: the only writer of the event store.
/// Overload: over `events.queue` waiting appends it answers `overloaded`.
using event_log_actor = caf::typed_actor<
  // Adds facts; answered once they are durable.
  caf::replies_to<Append>::with<Appended>,
  // Keeps a snapshot of one actor's state.
  caf::replies_to<SaveSnapshot>::with<SnapshotSaved>,
  // The last position of the log.
  caf::replies_to<Head>::with<Committed>>;

/// READER: reads the event store, on its own thread and connection.
using reader_actor = caf::typed_actor<
  // Events after a position, gap-free.
  caf::replies_to<ReadLog>::with<Events>,
  // One stream after a version.
  caf::replies_to<ReadStream>::with<Events>,
  // The last snapshot of one actor; `not_found` when there is none.
  caf::replies_to<LoadSnapshot>::with<Snapshot>>;

/// SUBSCRIBER: wants to know that there is more to read.
using subscriber_actor = caf::typed_actor<caf::reacts_to<Committed>>;

/// FEED: the newest part of the log, in memory, for those that follow it.
/// Overload: it keeps a ring of fixed size and asks the readers beyond it; a
/// subscriber has at most one notice waiting.
using feed_actor = caf::typed_actor<
  // From the event log: what was just committed.
  caf::reacts_to<Events>,
  // Events after a position.
  caf::replies_to<ReadLog>::with<Events>,
  // From a subscriber: send me `Committed` when there is more.
  caf::reacts_to<caf::subscribe_atom, caf::strong_actor_ptr>>;

/// PROJECTOR: folds the log into the tables that are read.
using projector_actor = subscriber_actor::extend<
  // Answered once everything up to a position is folded.
  caf::replies_to<AwaitPosition>::with<ProjectionStatus>,
  // Drops the projection and folds it again.
  caf::replies_to<Rebuild>::with<ProjectionStatus>,
  // What could not be folded, and to try that again.
  caf::replies_to<ListParked>::with<ProjectionStatus>,
  caf::replies_to<ReplayParked>::with<ProjectionStatus>>;

} // namespace auren::events

// -- ingest -------------------------------------------------------------------

namespace auren::ingest {

class Doubts;
class EntryRecorded;
class ImportProgress;
class ImportStarted;
class ListDoubts;
class ReadImport;
class RecordEntry;
class RecordSamples;
class SamplesAccepted;
class SettleDoubt;
class StartImport;
class SubmitSamples;

/// GATE: turns an outside request into samples of the catalogue.
/// Overload: over `ingest.queue` waiting requests it answers `overloaded`.
using gate_actor = caf::typed_actor<
  // A JSON body; answered when its good samples are durable.
  caf::replies_to<SubmitSamples>::with<SamplesAccepted>>;

/// RECORDER: one per person; tells new samples from known ones and records.
using recorder_actor
  = caf::typed_actor<caf::replies_to<RecordSamples>::with<SamplesAccepted>,
                     caf::replies_to<RecordEntry>::with<EntryRecorded>,
                     // A person confirms a doubted sample, or takes it back.
                     caf::replies_to<SettleDoubt>::with<Doubts>>;

/// IMPORTS: reads exports, one job each, resumable after a crash.
using imports_actor
  = caf::typed_actor<caf::replies_to<StartImport>::with<ImportStarted>,
                     caf::replies_to<ReadImport>::with<ImportProgress>>;

} // namespace auren::ingest

// -- memory -------------------------------------------------------------------

namespace auren::memory {

class AskLatest;
class AskMemoryStats;
class Days;
class EmbedTexts;
class Embedded;
class ForgetMemory;
class LatestValue;
class ListMemoryTrails;
class ListMetrics;
class Memory;
class MemoryForgotten;
class MemoryStats;
class MemoryTrails;
class Metrics;
class Passivate;
class Passivated;
class Range;
class ReadDays;
class ReadMemory;
class ReadRange;
class ReadSeries;
class Recall;
class Recalled;
class ReviseMemory;
class SeriesFound;
class StoreMemory;
class Warm;
class Warmed;

/// HISTORIAN: fetches samples of any age from storage, on its own thread.
using historian_actor = caf::typed_actor<
  // What the index and the log's tail hold of some metrics and days.
  caf::replies_to<ReadSeries>::with<SeriesFound>>;

/// WORKING MEMORY: a person's last 30 days, in process.
using working_memory_actor = caf::typed_actor<
  // From the recorder: events that were just committed, in stream order.
  caf::reacts_to<events::Events>, caf::replies_to<AskLatest>::with<LatestValue>,
  caf::replies_to<ListMetrics>::with<Metrics>,
  // Samples of its days that ask for a second reading.
  caf::replies_to<ingest::ListDoubts>::with<ingest::Doubts>,
  // Only inside the last 30 days; else `out_of_range`.
  caf::replies_to<ReadRange>::with<Range>,
  // Saves the state and ends.
  caf::replies_to<Passivate>::with<Passivated>>;

/// LONG-TERM MEMORY: everything, for years, through the historian.
using long_term_memory_actor
  = caf::typed_actor<caf::replies_to<ReadRange>::with<Range>,
                     caf::replies_to<ReadDays>::with<Days>,
                     caf::replies_to<AskMemoryStats>::with<MemoryStats>>;

/// EMBEDDER: vectors of texts from a provider outside of this program, on its
/// own thread. Overload: over 64 waiting requests it answers
/// `overloaded`.
using embedder_actor
  = caf::typed_actor<caf::replies_to<EmbedTexts>::with<Embedded>>;

/// SEMANTIC MEMORY: what can be asked by words and by time, and the tier in
/// which each memory is.
using semantic_memory_actor
  = caf::typed_actor<caf::replies_to<StoreMemory>::with<Memory>,
                     caf::replies_to<ReadMemory>::with<Memory>,
                     caf::replies_to<ReviseMemory>::with<Memory>,
                     caf::replies_to<ForgetMemory>::with<MemoryForgotten>,
                     caf::replies_to<Recall>::with<Recalled>,
                     // How memories went through the tiers.
                     caf::replies_to<ListMemoryTrails>::with<MemoryTrails>,
                     // How many memories there are.
                     caf::replies_to<AskMemoryStats>::with<MemoryStats>>;

/// MEMORY: the router in front of the three tiers; knows who has what.
using memory_actor
  = semantic_memory_actor::extend<caf::replies_to<AskLatest>::with<LatestValue>,
                                  caf::replies_to<ListMetrics>::with<Metrics>,
                                  caf::replies_to<ReadRange>::with<Range>,
                                  caf::replies_to<ReadDays>::with<Days>,
                                  // Have everything at hand.
                                  caf::replies_to<Warm>::with<Warmed>>;

} // namespace auren::memory

// -- hypotheses ---------------------------------------------------------------

namespace auren::hypotheses {

class Advance;
class Advanced;
class DecideExperiment;
class Experiment;
class Experiments;
class Hypotheses;
class Hypothesis;
class ListExperiments;
class ListHypotheses;
class ProposeExperiment;
class ProposeHypothesis;
class ReadExperiment;
class ReadHypothesis;
class ReportExperimentDay;
class RetireHypothesis;

/// HYPOTHESES: one person's registry; forms, registers and decides.
using hypotheses_actor
  = caf::typed_actor<caf::replies_to<ProposeHypothesis>::with<Hypothesis>,
                     caf::replies_to<ListHypotheses>::with<Hypotheses>,
                     caf::replies_to<ReadHypothesis>::with<Hypothesis>,
                     caf::replies_to<RetireHypothesis>::with<Hypothesis>,
                     // Days up to a date are complete: look when a look is due,
                     // test the rest.
                     caf::replies_to<Advance>::with<Advanced>>;

/// EXPERIMENTS: one person's randomised trials; plans, reminds and decides.
/// Overload: over 256 that wait it answers `overloaded`.
using experiments_actor = caf::typed_actor<
  // A plan; nothing begins before the person accepts it.
  caf::replies_to<ProposeExperiment>::with<Experiment>,
  // The person accepts, declines or stops one.
  caf::replies_to<DecideExperiment>::with<Experiment>,
  // What the person did on a day of it.
  caf::replies_to<ReportExperimentDay>::with<Experiment>,
  caf::replies_to<ListExperiments>::with<Experiments>,
  // One with its days.
  caf::replies_to<ReadExperiment>::with<Experiment>>;

} // namespace auren::hypotheses

// -- knowledge ----------------------------------------------------------------

namespace auren::knowledge {

class AskGraph;
class AskShared;
class Consents;
class GiveConsent;
class Graph;
class Knowledge;
class ListConsents;
class ListKnowledge;
class ReleaseMade;
class ReleaseShared;
class Shared;

/// KNOWLEDGE: what was found about the person and still holds.
using knowledge_actor = caf::typed_actor<
  // From the registry: hypotheses that changed, as committed events.
  caf::reacts_to<events::Events>,
  caf::replies_to<ListKnowledge>::with<Knowledge>,
  caf::replies_to<AskGraph>::with<Graph>>;

/// SHARING: what people allow, and effects over those who allow it, released
/// with noise and paid for. Overload: one release at a time, else `overloaded`.
using sharing_actor
  = caf::typed_actor<caf::replies_to<ListConsents>::with<Consents>,
                     // The person gives a consent or takes it back.
                     caf::replies_to<GiveConsent>::with<Consents>,
                     // What was released to the tenant, and what is left of its
                     // budget.
                     caf::replies_to<AskShared>::with<Shared>,
                     // The node's owner: once more, from those who consent now.
                     caf::replies_to<ReleaseShared>::with<ReleaseMade>>;

} // namespace auren::knowledge

// -- agents -------------------------------------------------------------------

namespace auren::agents {

class Agents;
class Answer;
class AskAgents;
class Consult;
class Consulted;
class FeedbackGiven;
class GiveFeedback;
class ListAgents;
class ReadAnswer;

/// SPECIALIST: one field's view of the person; claims only with evidence.
using specialist_actor
  = caf::typed_actor<caf::replies_to<Consult>::with<Consulted>>;

/// ORCHESTRATOR: asks the specialists, keeps dissent, guards safety first.
using orchestrator_actor
  = caf::typed_actor<caf::replies_to<AskAgents>::with<Answer>,
                     caf::replies_to<ListAgents>::with<Agents>,
                     caf::replies_to<ReadAnswer>::with<Answer>,
                     caf::replies_to<GiveFeedback>::with<FeedbackGiven>>;

} // namespace auren::agents

// -- streams ------------------------------------------------------------------

namespace auren::streams {

class Alerts;
class AskForecast;
class AskStreamStats;
class Deliver;
class Delivered;
class Detect;
class Detected;
class Forecast;
class ListAlerts;
class StreamStats;
class Subscribe;
class Subscribed;
class Unsubscribe;

/// CONNECTION: one outside listener; answers when it has taken a delivery.
using connection_actor
  = caf::typed_actor<caf::replies_to<Deliver>::with<Delivered>>;

/// HUB: the live tail by class, with a cursor per connection.
/// Overload: analytical events of a slow connection are dropped and counted,
/// operational ones coalesced; critical ones always wait for it. One that
/// takes nothing for 30 s is closed and resumes after its last position.
using hub_actor = events::subscriber_actor::extend<
  // A connection (its handle) wants what matches, after a position.
  caf::replies_to<Subscribe, caf::strong_actor_ptr>::with<Subscribed>,
  caf::reacts_to<Unsubscribe>,
  caf::replies_to<AskStreamStats>::with<StreamStats>>;

/// ALERTS: one per person; runs the detectors when a day closes, raises and
/// clears alerts within the person's budget, and forecasts.
/// Overload: one run at a time; what comes meanwhile is in the next.
using alerts_actor = caf::typed_actor<
  // Days are complete or changed; answered once they were looked at.
  caf::replies_to<Detect>::with<Detected>,
  caf::replies_to<ListAlerts>::with<Alerts>,
  // The next days of a metric, or why they cannot be known.
  caf::replies_to<AskForecast>::with<Forecast>>;

} // namespace auren::streams

// -- dashboard ----------------------------------------------------------------

namespace auren::dashboard {

class AskToday;
class Today;

/// TODAY: composes the first screen from what the other stages know.
using today_actor = caf::typed_actor<caf::replies_to<AskToday>::with<Today>>;

} // namespace auren::dashboard

// -- people: the door to every person's actors --------------------------------

namespace auren::people {

class Erase;
class Erased;
class ErasePerson;
class PersonErased;
class Rest;
class Rested;

/// PEOPLE: hands each message to the actors of the person in its context and
/// wakes them when they sleep. Unknown people are created by their first data.
using people_actor
  = memory::memory_actor ::extend_with<ingest::recorder_actor>::extend_with<
    hypotheses::hypotheses_actor>::extend_with<hypotheses::experiments_actor>::
    extend_with<agents::orchestrator_actor>::
      extend_with<dashboard::today_actor>::extend<
        caf::replies_to<knowledge::ListKnowledge>::with<knowledge::Knowledge>,
        caf::replies_to<knowledge::AskGraph>::with<knowledge::Graph>,
        caf::replies_to<ingest::ListDoubts>::with<ingest::Doubts>>::
        extend_with<streams::alerts_actor>;

/// BED: what the door does besides; somebody's actors end and wake up anew.
using bed_actor = caf::typed_actor<caf::replies_to<Rest>::with<Rested>>;

/// ERASABLE: keeps something of people and can let go of it. The event log,
/// the feed, the projector, the hub, the imports and the door are.
using erasable_actor = caf::typed_actor<caf::replies_to<Erase>::with<Erased>>;

/// ERASER: erases a person everywhere, the key first.
using eraser_actor
  = caf::typed_actor<caf::replies_to<ErasePerson>::with<PersonErased>>;

} // namespace auren::people

// -- node ---------------------------------------------------------------------

namespace auren::node {

class AskStatus;
class CommandResult;
class Complete;
class Completions;
class ListPeople;
class People;
class RunCommand;
class Status;

/// OPERATOR: what the REPL and the health routes ask of the node.
using operator_actor
  = caf::typed_actor<caf::replies_to<AskStatus>::with<Status>,
                     caf::replies_to<ListPeople>::with<People>,
                     caf::replies_to<RunCommand>::with<CommandResult>,
                     caf::replies_to<Complete>::with<Completions>>;

} // namespace auren::node

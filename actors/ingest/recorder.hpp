#pragma once

#include "actors/ingest/doubts.hpp"
#include "actors/ingest/known_samples.hpp"
#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <deque>
#include <variant>

namespace auren::ingest {

/// Whom a recorder works with. All are stable addresses.
struct recorder_links {
  events::event_log_actor log;
  memory::historian_actor historian;
  memory::working_memory_actor working;
  hypotheses::hypotheses_actor hypotheses;
  streams::alerts_actor alerts;     ///< May be null.
  const catalogue* by = nullptr;    ///< Null: the one that is built in.
  size_t known_samples = 4'000'000; ///< Kept in memory, 16 bytes each.
};

/// One person's recorder: what is waiting, and what the record holds.
struct recorder_state {
  static inline constexpr const char* name = "recorder";
  static constexpr size_t queue_limit = 4096;

  /// How long it waits for the log or a historian.
  static constexpr std::chrono::seconds storage_patience{30};

  explicit recorder_state(recorder_actor::pointer owner) : self(owner) {
    // nop
  }

  struct samples_job {
    RecordSamples command;
    caf::typed_response_promise<SamplesAccepted> answer;
  };
  struct entry_job {
    RecordEntry command;
    SamplesRecorded behaviour; ///< What the entry answers; may be nothing.
    caf::typed_response_promise<EntryRecorded> answer;
  };
  using job = std::variant<samples_job, entry_job>;

  /// Learns from storage which days exist, then starts to work.
  void start(Context who, recorder_links others);

  caf::typed_response_promise<SamplesAccepted> take(RecordSamples& command);
  caf::typed_response_promise<EntryRecorded> take(RecordEntry& command);

  /// Settles a doubt that working memory knows; `not_found` if it does not.
  caf::typed_response_promise<Doubts> settle(const SettleDoubt& command);

  recorder_actor::pointer self;

private:
  void run();
  bool load_missing(const google::protobuf::RepeatedPtrField<Series>& series);
  void load(const std::string& metric, const std::string& source,
            const std::vector<int32_t>& days);
  void record(samples_job work);
  void record(const entry_job& work);
  void append(events::Append command, const admission& admitted,
              std::function<void(const events::Appended&)> then,
              std::function<void(const caf::error&)> failed);
  void committed(std::vector<events::Event> news, const events::Appended& done,
                 int32_t oldest_day);
  uint64_t add_samples(events::Append& to, const Context& context,
                       const SamplesRecorded& fresh);
  void record_settled(const SettleDoubt& command, Doubts about,
                      caf::typed_response_promise<Doubts> answer);
  void tell_alerts(int32_t changed_from);
  void answer_known(const SamplesAccepted& reply, const samples_job& work);
  void settle();
  void refused(const SamplesRecorded& batch, const caf::error& why, bool alone);
  void broken(const caf::error& why);
  void tell_hypotheses();
  void told_hypotheses();

  Context me_;
  recorder_links links_;
  known_samples known_;
  doubter doubter_{catalogue::standard()};
  device_book devices_;
  std::deque<job> jobs_;
  std::deque<std::function<void()>> after_commit_;
  uint64_t position_ = 0;
  size_t in_flight_ = 0;
  size_t loading_ = 1;     ///< The index itself is the first to be loaded.
  bool exclusive_ = false; ///< A keyed command is under way, alone.
  int32_t told_day_ = INT32_MIN;
  bool telling_ = false;
  /// Earliest day that changed since the hypotheses heard of it; at first
  /// nobody knows what the last recorder told them.
  int32_t changed_from_ = INT32_MIN;
};

/// Records what is new of a person's samples and entries; answered when it is
/// durable. Overload: beyond 4096 waiting commands it answers `overloaded`.
/// When the store fails, so does the recorder: its successor starts from what
/// is durable, and everybody who waited is told to try again.
recorder_actor::behavior_type
recorder(recorder_actor::stateful_pointer<recorder_state> self, Context who,
         recorder_links links);

} // namespace auren::ingest

#include "actors/ingest/recorder.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

namespace auren::ingest {

using namespace std::chrono_literals;

namespace {

constexpr auto store_patience = 30s;

events::Event
event_of(const Context& context, std::string_view stream, std::string type,
         const google::protobuf::Message& fact) {
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_tenant(context.tenant());
  event.set_person(context.person());
  event.set_stream("person/" + context.person() + '/' + std::string{stream});
  event.set_type(std::move(type));
  event.set_occurred_at_us(time::now_us());
  event.set_trace_id(context.trace_id());
  event.set_payload(fact.SerializeAsString());
  return event;
}

/// The instant and offset of the newest sample: when a batch "occurred".
void stamp(events::Event& event, const SamplesRecorded& batch) {
  int64_t newest = INT64_MIN;
  for (auto& series : batch.series()) {
    auto last = series.first_ms();
    for (auto step : series.step_ms())
      last += step;
    if (last <= newest)
      continue;
    newest = last;
    auto n = series.utc_offset_s_size();
    event.set_utc_offset_s(n > 0 ? series.utc_offset_s(n - 1) : 0);
  }
  if (newest != INT64_MIN)
    event.set_occurred_at_us(newest * 1000);
}

SamplesRejected counted(const RecordSamples& command) {
  SamplesRejected fact;
  fact.set_import_id(command.import_id());
  for (auto& rejection : command.rejected())
    ++(*fact.mutable_by_code())[rejection.code()];
  return fact;
}

/// The command's context without its deadline: what was taken up is finished,
/// or nobody would know whether it is durable.
Context lasting(Context context) {
  context.clear_deadline_ms();
  return context;
}

void keep_request(events::Append& append, const std::string& key,
                  const std::string& body_hash,
                  const google::protobuf::Message& reply) {
  if (key.empty())
    return;
  append.mutable_request()->set_key(key);
  append.mutable_request()->set_body_hash(body_hash);
  append.mutable_request()->set_reply(reply.SerializeAsString());
}

} // namespace

void recorder_state::start(Context who, recorder_links others) {
  me_ = std::move(who);
  links_ = std::move(others);
  known_ = known_samples{links_.known_samples};
  memory::ReadSeries question;
  *question.mutable_context() = me_;
  question.set_index_only(true);
  self->request(links_.historian, store_patience, std::move(question))
    .then(
      [this](const memory::SeriesFound& found) {
        for (auto& index : found.index())
          known_.learn(index);
        position_ = found.position();
        loading_ = 0;
        tell_hypotheses();
        run();
      },
      [this](const caf::error& why) { broken(why); });
}

caf::typed_response_promise<SamplesAccepted>
recorder_state::take(RecordSamples& command) {
  auto answer = self->make_response_promise<SamplesAccepted>();
  if (jobs_.size() >= queue_limit) {
    answer.deliver(caf::make_error(errc::overloaded));
    return answer;
  }
  jobs_.push_back(samples_job{std::move(command), answer});
  run();
  return answer;
}

caf::typed_response_promise<EntryRecorded>
recorder_state::take(RecordEntry& command) {
  auto answer = self->make_response_promise<EntryRecorded>();
  if (jobs_.size() >= queue_limit) {
    answer.deliver(caf::make_error(errc::overloaded));
    return answer;
  }
  jobs_.push_back(entry_job{std::move(command), answer});
  run();
  return answer;
}

void recorder_state::run() {
  while (loading_ == 0 && !exclusive_ && !jobs_.empty()) {
    auto* samples = std::get_if<samples_job>(&jobs_.front());
    if (samples != nullptr && load_missing(samples->command))
      return;
    auto work = std::move(jobs_.front());
    jobs_.pop_front();
    std::visit([this](auto& one) { record(std::move(one)); }, work);
  }
}

bool recorder_state::load_missing(const RecordSamples& command) {
  std::map<std::pair<std::string, std::string>, std::vector<int32_t>> wanted;
  for (auto& day : known_.missing(command.series()))
    wanted[{day.metric, day.source}].push_back(day.day);
  loading_ = wanted.size();
  for (auto& [key, days] : wanted)
    load(key.first, key.second, days);
  return loading_ > 0;
}

void recorder_state::load(const std::string& metric, const std::string& source,
                          const std::vector<int32_t>& days) {
  memory::ReadSeries question;
  *question.mutable_context() = me_;
  question.set_metric(metric);
  question.set_source(source);
  question.set_from_day(days.front());
  question.set_to_day(days.back());
  self->request(links_.historian, store_patience, std::move(question))
    .then(
      [this, metric, source, days](const memory::SeriesFound& found) {
        for (auto& series : found.series())
          known_.load(series);
        for (auto day : days)
          known_.loaded({metric, source, day});
        if (--loading_ == 0)
          run();
      },
      [this](const caf::error& why) { broken(why); });
}

void recorder_state::record(samples_job work) {
  auto& command = work.command;
  auto admitted = known_.admit(command.series());
  SamplesAccepted reply;
  reply.set_accepted(admitted.accepted);
  reply.set_duplicates(admitted.duplicates);
  *reply.mutable_rejected() = command.rejected();
  if (admitted.accepted == 0 && command.idempotency_key().empty())
    return answer_known(std::move(reply), std::move(work));
  admitted.fresh.set_import_id(command.import_id());
  admitted.fresh.set_mapping(command.mapping());
  events::Append append;
  *append.mutable_context() = lasting(command.context());
  if (admitted.accepted > 0) {
    if (command.rejected_size() > 0)
      *append.add_events() = event_of(command.context(), "biometrics",
                                      "samples.rejected", counted(command));
    *append.add_events() = event_of(command.context(), "biometrics",
                                    "samples.recorded", admitted.fresh);
    stamp(*append.mutable_events()->rbegin(), admitted.fresh);
  }
  keep_request(append, command.idempotency_key(), command.body_hash(), reply);
  exclusive_ = !command.idempotency_key().empty();
  ++in_flight_;
  events::Event event;
  if (append.events_size() > 0)
    event = *append.events().rbegin();
  self->request(links_.log, store_patience, std::move(append))
    .then(
      [this, reply, event, work,
       day = admitted.newest_day](const events::Appended& done) mutable {
        exclusive_ = false;
        if (done.replayed())
          reply.ParseFromString(done.reply());
        position_ = std::max(position_, done.position());
        reply.set_position(done.replayed() ? done.position() : position_);
        event.set_position(done.position());
        event.set_version(done.version());
        if (done.replayed())
          event.Clear();
        committed(std::move(reply), std::move(event), day, work);
      },
      [this, work, batch = std::move(admitted.fresh)](
        const caf::error& why) mutable { refused(work, batch, why); });
}

void recorder_state::committed(SamplesAccepted reply, events::Event event,
                               int32_t newest_day, samples_job& work) {
  work.answer.deliver(std::move(reply));
  if (event.version() > 0) {
    events::Events news;
    news.set_head(event.position());
    *news.add_events() = std::move(event);
    caf::anon_send(links_.working, std::move(news));
  }
  settle();
  if (newest_day > told_day_)
    tell_hypotheses();
}

void recorder_state::answer_known(SamplesAccepted reply, samples_job work) {
  // What it repeats may not be durable yet: wait for all that is under way.
  auto tell = [this, reply, answer = work.answer]() mutable {
    reply.set_position(position_);
    answer.deliver(std::move(reply));
  };
  if (in_flight_ == 0)
    return tell();
  ++in_flight_;
  events::Append nothing;
  *nothing.mutable_context() = lasting(work.command.context());
  self->request(links_.log, store_patience, std::move(nothing))
    .then(
      [this, tell](const events::Appended&) mutable {
        tell();
        settle();
      },
      [this, answer = work.answer](const caf::error& why) mutable {
        answer.deliver(why);
        broken(why);
      });
}

void recorder_state::record(entry_job work) {
  auto& command = work.command;
  JournalRecorded fact;
  fact.set_type(command.type());
  fact.set_time_ms(command.time_ms());
  fact.set_utc_offset_s(command.utc_offset_s());
  fact.set_data_json(command.data_json());
  fact.set_source(command.source());
  events::Append append;
  *append.mutable_context() = lasting(command.context());
  auto& event = *append.add_events();
  // A symptom is told at once: it may be a red flag.
  auto type
    = command.type() == "symptom" ? "symptom.recorded" : "journal.recorded";
  event = event_of(command.context(), "journal", type, fact);
  event.set_occurred_at_us(command.time_ms() * 1000);
  event.set_utc_offset_s(command.utc_offset_s());
  EntryRecorded reply;
  reply.set_event_id(ids::dashed(event.event_id()));
  keep_request(append, command.idempotency_key(), command.body_hash(), reply);
  self->request(links_.log, store_patience, std::move(append))
    .then(
      [this, reply, work](const events::Appended& done) mutable {
        if (done.replayed())
          reply.ParseFromString(done.reply());
        reply.set_position(done.position());
        position_ = std::max(position_, done.position());
        work.answer.deliver(std::move(reply));
      },
      [work](caf::error& why) mutable { work.answer.deliver(std::move(why)); });
}

void recorder_state::settle() {
  if (--in_flight_ == 0)
    known_.trim();
  run();
}

void recorder_state::refused(samples_job& work, const SamplesRecorded& batch,
                             const caf::error& why) {
  work.answer.deliver(why);
  auto code = code_of(why);
  bool nothing_written = code == errc::idempotency_mismatch
                         || code == errc::erased || code == errc::too_large;
  if (!std::exchange(exclusive_, false) || !nothing_written)
    return broken(why);
  known_.forget(batch);
  settle();
}

void recorder_state::broken(const caf::error& why) {
  // Marks of samples that never became durable are in `known_`: start anew.
  for (auto& waiting : jobs_)
    std::visit([&](auto& one) { one.answer.deliver(why); }, waiting);
  jobs_.clear();
  self->quit(why);
}

void recorder_state::tell_hypotheses() {
  auto newest = known_.newest_day();
  if (newest == INT32_MIN || !links_.hypotheses)
    return;
  told_day_ = newest;
  hypotheses::Advance command;
  *command.mutable_context() = me_;
  command.set_through(time::format_day(newest - 1)); // today is not over yet
  self->request(links_.hypotheses, 60s, std::move(command))
    .then([](const hypotheses::Advanced&) {}, [](const caf::error&) {});
}

recorder_actor::behavior_type
recorder(recorder_actor::stateful_pointer<recorder_state> self, Context who,
         recorder_links links) {
  supervision::guard(self);
  self->state.start(std::move(who), std::move(links));
  return {
    [self](RecordSamples& command) { return self->state.take(command); },
    [self](RecordEntry& command) { return self->state.take(command); },
  };
}

} // namespace auren::ingest

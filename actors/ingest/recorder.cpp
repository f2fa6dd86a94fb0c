#include "actors/ingest/recorder.hpp"

#include "actors/deadline.hpp"
#include "actors/ingest/behaviour.hpp"
#include "actors/ingest/recorded.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

namespace auren::ingest {

using namespace std::chrono_literals;

namespace {

/// The command's context without its deadline: what was taken up is finished,
/// or nobody would know whether it is durable.
Context lasting(Context context) {
  context.clear_deadline_ms();
  return context;
}

const auto& series_of(const recorder_state::samples_job& job) {
  return job.command.series();
}

const auto& series_of(const recorder_state::entry_job& job) {
  return job.behaviour.series();
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
  if (links_.by != nullptr)
    doubter_ = doubter{*links_.by};
  memory::ReadSeries question;
  *question.mutable_context() = me_;
  question.set_index_only(true);
  self->request(links_.historian, storage_patience, std::move(question))
    .then(
      [this](const memory::SeriesFound& found) {
        for (auto& index : found.index()) {
          known_.learn(index);
          for (auto day : index.day())
            devices_.learn(index.metric(), index.source(), day);
        }
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
  auto behaviour = behaviour_of(command);
  jobs_.push_back(entry_job{std::move(command), std::move(behaviour), answer});
  run();
  return answer;
}

void recorder_state::run() {
  while (loading_ == 0 && !exclusive_ && !jobs_.empty()) {
    if (std::visit([this](auto& one) { return load_missing(series_of(one)); },
                   jobs_.front()))
      return;
    auto work = std::move(jobs_.front());
    jobs_.pop_front();
    std::visit([this](auto& one) { record(std::move(one)); }, work);
  }
}

bool recorder_state::load_missing(
  const google::protobuf::RepeatedPtrField<Series>& series) {
  std::map<std::pair<std::string, std::string>, std::vector<int32_t>> wanted;
  for (auto& day : known_.missing(series))
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
  self->request(links_.historian, storage_patience, std::move(question))
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
  events::Append append_all;
  *append_all.mutable_context() = lasting(command.context());
  if (admitted.accepted > 0) {
    if (command.rejected_size() > 0)
      *append_all.add_events() = rejected_event(command);
    reply.set_doubted(
      add_samples(append_all, command.context(), admitted.fresh));
  }
  keep_request(append_all, command.idempotency_key(), command.body_hash(),
               reply);
  exclusive_ = !command.idempotency_key().empty();
  auto answer = work.answer;
  append(
    std::move(append_all), admitted,
    [this, reply, answer](const events::Appended& done) mutable {
      if (done.replayed())
        reply.ParseFromString(done.reply());
      reply.set_position(done.replayed() ? done.position() : position_);
      answer.deliver(std::move(reply));
    },
    [answer](const caf::error& why) mutable { answer.deliver(why); });
}

void recorder_state::answer_known(const SamplesAccepted& reply,
                                  const samples_job& work) {
  // What it repeats may not be durable yet: wait for all that is under way.
  auto tell = [this, reply = reply, answer = work.answer]() mutable {
    reply.set_position(position_);
    answer.deliver(std::move(reply));
  };
  if (in_flight_ == 0)
    return tell();
  ++in_flight_;
  events::Append nothing;
  *nothing.mutable_context() = lasting(work.command.context());
  self->request(links_.log, storage_patience, std::move(nothing))
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

void recorder_state::record(const entry_job& work) {
  auto& command = work.command;
  auto admitted = known_.admit(work.behaviour.series());
  events::Append append_all;
  *append_all.mutable_context() = lasting(command.context());
  *append_all.add_events() = entry_event(command);
  EntryRecorded reply;
  reply.set_event_id(ids::dashed(append_all.events(0).event_id()));
  for (auto& series : work.behaviour.series())
    reply.set_metric(series.metric());
  if (admitted.accepted > 0)
    add_samples(append_all, command.context(), admitted.fresh);
  keep_request(append_all, command.idempotency_key(), command.body_hash(),
               reply);
  exclusive_ = admitted.accepted > 0 && !command.idempotency_key().empty();
  append(
    std::move(append_all), admitted,
    [reply, answer = work.answer](const events::Appended& done) mutable {
      if (done.replayed())
        reply.ParseFromString(done.reply());
      reply.set_position(done.position());
      answer.deliver(std::move(reply));
    },
    [answer
     = work.answer](const caf::error& why) mutable { answer.deliver(why); });
}

recorder_actor::behavior_type
recorder(recorder_actor::stateful_pointer<recorder_state> self, Context who,
         recorder_links links) {
  supervision::guard(self);
  self->state.start(std::move(who), std::move(links));
  return {
    [self](RecordSamples& command) { return self->state.take(command); },
    [self](RecordEntry& command) { return self->state.take(command); },
    [self](const SettleDoubt& command) { return self->state.settle(command); },
  };
}

} // namespace auren::ingest

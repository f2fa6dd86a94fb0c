#include "actors/ingest/recorded.hpp"
#include "actors/ingest/recorder.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

namespace auren::ingest {

using namespace std::chrono_literals;

namespace {

constexpr auto advance_patience = 60s;

/// Returns the events of `command` that working memory follows.
std::vector<events::Event> followed(const events::Append& command) {
  return {command.events().begin(), command.events().end()};
}

} // namespace

uint64_t recorder_state::add_samples(events::Append& to, const Context& context,
                                     const SamplesRecorded& fresh) {
  for (auto& change : devices_.look(fresh))
    *to.add_events() = device_event(context, change);
  *to.add_events() = samples_event(context, fresh);
  auto doubts = doubter_.look(fresh);
  if (!doubts.empty())
    *to.add_events() = doubted_event(context, doubts, fresh.import_id());
  uint64_t samples = 0;
  for (auto& one : doubts)
    samples += one.samples();
  return samples;
}

// One append at a time may come to nothing (a key that is known, or refused);
// any other that fails leaves marks of samples that may not be durable.
void recorder_state::append(events::Append command, const admission& admitted,
                            std::function<void(const events::Appended&)> then,
                            std::function<void(const caf::error&)> failed) {
  ++in_flight_;
  std::vector<events::Event> news;
  if (admitted.accepted > 0)
    news = followed(command);
  self->request(links_.log, storage_patience, std::move(command))
    .then(
      [this, then, news, alone = exclusive_, newest = admitted.newest_day,
       oldest = admitted.oldest_day](const events::Appended& done) mutable {
        if (alone)
          exclusive_ = false;
        position_ = std::max(position_, done.position());
        then(done);
        if (!done.replayed())
          committed(std::move(news), done, oldest);
        settle();
        // A day before the newest was counted already: it is counted anew.
        if (newest > told_day_ || changed_from_ < told_day_ - 1)
          tell_hypotheses();
      },
      [this, failed, alone = exclusive_,
       fresh = admitted.fresh](const caf::error& why) {
        failed(why);
        refused(fresh, why, alone);
      });
}

// All of an append but a journal's entry are of the stream of the samples, and
// `done` names the version of the last of them.
void recorder_state::committed(std::vector<events::Event> news,
                               const events::Appended& done,
                               int32_t oldest_day) {
  if (news.empty())
    return;
  // A correction may have moved a sample's clock, and with it its local day.
  auto changed = std::max(oldest_day, INT32_MIN + 1) - 1;
  changed_from_ = std::min(changed_from_, changed);
  auto stream = news.back().stream();
  std::erase_if(news, [&](auto& one) { return one.stream() != stream; });
  events::Events told;
  told.set_head(done.position());
  for (auto& one : news) {
    auto behind = news.size() - 1 - static_cast<size_t>(&one - news.data());
    one.set_position(done.position() - behind);
    one.set_version(done.version() - behind);
    *told.add_events() = std::move(one);
  }
  caf::anon_send(links_.working, std::move(told));
  tell_alerts(changed);
}

void recorder_state::tell_alerts(int32_t changed_from) {
  auto newest = known_.newest_day();
  if (newest == INT32_MIN || !links_.alerts)
    return;
  streams::Detect command;
  *command.mutable_context() = me_;
  command.set_through(time::format_day(newest - 1)); // today is not over yet
  command.set_changed_from(time::format_day(std::min(changed_from, newest)));
  caf::anon_send(links_.alerts, std::move(command));
}

caf::typed_response_promise<Doubts>
recorder_state::settle(const SettleDoubt& command) {
  auto answer = self->make_response_promise<Doubts>();
  ListDoubts question;
  *question.mutable_context() = me_;
  question.set_id(command.id());
  self->request(links_.working, storage_patience, std::move(question))
    .then(
      [this, command, answer](const Doubts& found) mutable {
        if (found.doubts().empty())
          answer.deliver(caf::make_error(errc::not_found));
        else
          record_settled(command, found, answer);
      },
      [answer](const caf::error& why) mutable { answer.deliver(why); });
  return answer;
}

void recorder_state::record_settled(
  const SettleDoubt& command, Doubts about,
  caf::typed_response_promise<Doubts> answer) {
  events::Append append_one;
  *append_one.mutable_context() = command.context();
  append_one.mutable_context()->clear_deadline_ms();
  *append_one.add_events() = settled_event(command);
  auto news = followed(append_one);
  for (auto& doubt : *about.mutable_doubts())
    doubt.set_confirmed(command.confirmed());
  self->request(links_.log, storage_patience, std::move(append_one))
    .then(
      [this, news, about, answer](const events::Appended& done) mutable {
        auto day = time::local_day(about.doubts(0).time_ms(),
                                   about.doubts(0).utc_offset_s());
        committed(std::move(news), done, day);
        answer.deliver(std::move(about));
      },
      [answer](const caf::error& why) mutable { answer.deliver(why); });
}

void recorder_state::settle() {
  if (--in_flight_ == 0)
    known_.trim();
  run();
}

void recorder_state::refused(const SamplesRecorded& batch,
                             const caf::error& why, bool alone) {
  auto code = code_of(why);
  bool nothing_written = code == errc::idempotency_mismatch
                         || code == errc::erased || code == errc::too_large;
  if (alone)
    exclusive_ = false;
  if (!batch.series().empty() && (!alone || !nothing_written))
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

// One Advance is under way at a time; what happens meanwhile is in the next.
void recorder_state::tell_hypotheses() {
  auto newest = known_.newest_day();
  if (newest == INT32_MIN || !links_.hypotheses
      || std::exchange(telling_, true))
    return;
  told_day_ = newest;
  auto changed = std::exchange(changed_from_, INT32_MAX);
  hypotheses::Advance command;
  *command.mutable_context() = me_;
  command.set_through(time::format_day(newest - 1)); // today is not over yet
  if (changed != INT32_MIN)
    command.set_changed_from(time::format_day(std::min(changed, newest)));
  self->request(links_.hypotheses, advance_patience, std::move(command))
    .then([this](const hypotheses::Advanced&) { told_hypotheses(); },
          [this, changed](const caf::error&) {
            changed_from_ = std::min(changed_from_, changed);
            told_hypotheses();
          });
}

void recorder_state::told_hypotheses() {
  telling_ = false;
  if (known_.newest_day() > told_day_)
    tell_hypotheses();
}

} // namespace auren::ingest

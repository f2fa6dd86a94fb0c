#include "actors/ingest/recorder.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

namespace auren::ingest {

using namespace std::chrono_literals;

namespace {

constexpr auto advance_patience = 60s;

} // namespace

// One append at a time may come to nothing (a key that is known, or refused);
// any other that fails leaves marks of samples that may not be durable.
void recorder_state::append(events::Append command, const admission& admitted,
                            std::function<void(const events::Appended&)> then,
                            std::function<void(const caf::error&)> failed) {
  ++in_flight_;
  events::Event last;
  if (admitted.accepted > 0)
    last = *command.events().rbegin();
  self->request(links_.log, storage_patience, std::move(command))
    .then(
      [this, then, last, alone = exclusive_, newest = admitted.newest_day,
       oldest = admitted.oldest_day](const events::Appended& done) mutable {
        if (alone)
          exclusive_ = false;
        position_ = std::max(position_, done.position());
        then(done);
        if (!done.replayed())
          committed(std::move(last), done, oldest);
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

void recorder_state::committed(events::Event samples,
                               const events::Appended& done,
                               int32_t oldest_day) {
  if (samples.event_id().empty())
    return;
  // A correction may have moved a sample's clock, and with it its local day.
  changed_from_
    = std::min(changed_from_, std::max(oldest_day, INT32_MIN + 1) - 1);
  samples.set_position(done.position());
  samples.set_version(done.version());
  events::Events news;
  news.set_head(done.position());
  *news.add_events() = std::move(samples);
  caf::anon_send(links_.working, std::move(news));
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

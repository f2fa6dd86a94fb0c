#include "actors/memory/long_term_memory.hpp"

#include "actors/deadline.hpp"
#include "actors/memory/summary.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/time.hpp"

#include <caf/typed_response_promise.hpp>

namespace auren::memory {

namespace {

using long_term_pointer
  = long_term_memory_actor::stateful_pointer<long_term_memory_state>;

template <class Job>
using answer_to = caf::typed_response_promise<typename Job::reply>;

/// Takes the job's next look into storage, or answers.
template <class Job>
void advance(long_term_pointer self, const Context& context,
             std::shared_ptr<Job> job, answer_to<Job> answer) {
  auto next = job->next();
  if (!next) {
    answer.deliver(job->finish());
    return;
  }
  if (expired(context)) {
    answer.deliver(caf::make_error(errc::deadline_exceeded));
    return;
  }
  self->request(self->state.historian, patience(context), std::move(*next))
    .then(
      [=](const SeriesFound& found) {
        job->take(found);
        advance(self, context, job, answer);
      },
      [answer](caf::error& why) mutable { answer.deliver(std::move(why)); });
}

template <class Job>
caf::result<typename Job::reply>
start(long_term_pointer self, const Context& context, caf::expected<Job> job) {
  if (!job)
    return std::move(job.error());
  auto answer = self->make_response_promise<typename Job::reply>();
  advance(self, context, std::make_shared<Job>(std::move(*job)), answer);
  return answer;
}

/// Returns the local day that `text` writes; `open` when it is empty.
caf::expected<int32_t> day_or(const std::string& text, int32_t open) {
  if (text.empty())
    return open;
  if (auto day = time::parse_day(text))
    return *day;
  return caf::make_error(errc::invalid_time,
                         std::string{"a day is written as 2026-03-01"});
}

} // namespace

caf::expected<range_job>
long_term_memory_state::range(const ReadRange& asked) const {
  auto understood = understand(asked);
  if (auto* why = std::get_if<ingest::refusal>(&understood))
    return caf::make_error(why->code, why->detail);
  auto& question = std::get<range_question>(understood);
  question.metric = stored_name(*catalogue, question.metric);
  if (catalogue->find(question.metric) == nullptr)
    return caf::make_error(errc::unknown_metric);
  auto facts = describe(*catalogue, question.metric);
  return range_job{asked.context(), std::move(question), std::move(facts),
                   order};
}

caf::expected<days_job>
long_term_memory_state::days(const ReadDays& asked) const {
  day_window window;
  auto from = day_or(asked.from(), window.first);
  auto to = day_or(asked.to(), window.last);
  if (!from || !to)
    return std::move(from ? to.error() : from.error());
  return days_job{asked.context(), {*from, *to}, *catalogue, order};
}

long_term_memory_actor::behavior_type
long_term_memory(long_term_pointer self, historian_actor historian,
                 const ingest::catalogue* catalogue, source_order order) {
  supervision::guard(self);
  self->state.historian = std::move(historian);
  self->state.catalogue = catalogue;
  self->state.order = std::move(order);
  return {
    [self](const ReadRange& asked) {
      return start(self, asked.context(), self->state.range(asked));
    },
    [self](const ReadDays& asked) {
      return start(self, asked.context(), self->state.days(asked));
    },
    [self](const AskMemoryStats& asked) {
      caf::expected<stats_job> job{stats_job{asked.context()}};
      return start(self, asked.context(), std::move(job));
    },
  };
}

} // namespace auren::memory

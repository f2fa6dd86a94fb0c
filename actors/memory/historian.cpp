#include "actors/memory/historian.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"

#include <algorithm>
#include <span>

namespace auren::memory {

namespace {

storage::person_id who_of(const Context& context) {
  return {context.tenant(), context.person()};
}

events::ReadLog
ask_log(const Context& context, uint64_t after, uint64_t limit) {
  events::ReadLog result;
  *result.mutable_context() = context;
  result.set_after(after);
  result.set_type("samples.recorded");
  result.set_limit(static_cast<uint32_t>(limit));
  return result;
}

/// Calls `take` with every event of the person behind `after`; returns the
/// position up to which that is everything.
template <class Take>
caf::expected<uint64_t>
read_tail(storage::event_reader& log, const Context& context, uint64_t after,
          Take take) {
  for (;;) {
    if (expired(context))
      return caf::make_error(errc::deadline_exceeded);
    auto page = log.read_log(ask_log(context, after, 1000));
    if (!page)
      return std::move(page.error());
    if (page->events().empty())
      return std::max(after, page->head());
    for (auto& event : page->events())
      take(event);
    after = page->events().rbegin()->position();
  }
}

/// Returns how many of the first positions are worth one read: those with no
/// more than a few others between them.
size_t run_length(std::span<const uint64_t> positions) {
  constexpr uint64_t gap = 8;
  constexpr uint64_t longest = 1000;
  size_t n = 1;
  while (n < positions.size() && positions[n] - positions[n - 1] <= gap
         && positions[n] - positions[0] < longest)
    ++n;
  return n;
}

/// Calls `take` with the events at `run`, which lie close to each other.
template <class Take>
caf::error read_run(storage::event_reader& log, const Context& context,
                    std::span<const uint64_t> run, Take take) {
  auto after = run.front() - 1;
  while (after < run.back()) {
    auto page = log.read_log(ask_log(context, after, run.back() - after));
    if (!page)
      return std::move(page.error());
    if (page->events().empty())
      return caf::none;
    for (auto& event : page->events())
      if (std::ranges::binary_search(run, event.position()))
        take(event);
    after = page->events().rbegin()->position();
  }
  return caf::none;
}

template <class Take>
caf::error read_at(storage::event_reader& log, const Context& context,
                   std::span<const uint64_t> positions, Take take) {
  while (!positions.empty()) {
    if (expired(context))
      return caf::make_error(errc::deadline_exceeded);
    auto n = run_length(positions);
    if (auto failed = read_run(log, context, positions.first(n), take))
      return failed;
    positions = positions.subspan(n);
  }
  return caf::none;
}

/// A question without days asks for all of them.
ReadSeries with_days(ReadSeries question) {
  if (question.from_day() == 0 && question.to_day() == 0) {
    question.set_from_day(INT32_MIN);
    question.set_to_day(INT32_MAX);
  }
  return question;
}

} // namespace

caf::expected<SeriesFound> historian_state::find(const ReadSeries& question) {
  if (expired(question.context()))
    return caf::make_error(errc::deadline_exceeded);
  return question.index_only() ? find_days(with_days(question))
                               : find_samples(with_days(question));
}

day_index& historian_state::days_of(const storage::person_id& who) {
  auto at = std::ranges::find(days_, who, [](auto& x) { return x.first; });
  if (at != days_.end()) {
    days_.splice(days_.begin(), days_, at);
    return days_.front().second;
  }
  if (days_.size() == remembered)
    days_.pop_back();
  return days_.emplace_front(who, day_index{}).second;
}

caf::expected<SeriesFound>
historian_state::find_days(const ReadSeries& question) {
  auto& context = question.context();
  auto& days = days_of(who_of(context));
  auto reached
    = read_tail(*sources.log, context, days.position(),
                [&days](const events::Event& event) { days.fold(event); });
  if (!reached)
    return std::move(reached.error());
  days.reached(*reached);
  SeriesFound found;
  days.answer(found, question);
  found.set_position(*reached);
  return found;
}

caf::expected<std::vector<uint64_t>>
historian_state::positions(const ReadSeries& question) {
  auto who = who_of(question.context());
  std::vector<std::string> metrics{question.metric()};
  if (question.metric().empty()) {
    auto all = sources.index->metrics(who);
    if (!all)
      return std::move(all.error());
    metrics.clear();
    for (auto& span : *all)
      metrics.push_back(span.metric);
  }
  std::vector<uint64_t> result;
  for (auto& metric : metrics) {
    auto some = sources.index->positions(who, metric, question.from_day(),
                                         question.to_day());
    if (!some)
      return std::move(some.error());
    result.insert(result.end(), some->begin(), some->end());
  }
  std::ranges::sort(result);
  auto repeated = std::ranges::unique(result);
  result.erase(repeated.begin(), repeated.end());
  return result;
}

// The checkpoint is read first: whatever the index learns meanwhile lies
// behind it and comes from the log.
caf::expected<SeriesFound>
historian_state::find_samples(const ReadSeries& question) {
  auto checkpoint = sources.checkpoint();
  if (!checkpoint)
    return std::move(checkpoint.error());
  auto indexed = positions(question);
  if (!indexed)
    return std::move(indexed.error());
  std::erase_if(*indexed, [&](auto at) { return at > *checkpoint; });
  SeriesFound found;
  auto take
    = [&](const events::Event& event) { add_matching(found, question, event); };
  auto& context = question.context();
  if (auto failed = read_at(*sources.log, context, *indexed, take))
    return failed;
  auto reached = read_tail(*sources.log, context, *checkpoint, take);
  if (!reached)
    return std::move(reached.error());
  found.set_position(*reached);
  return found;
}

historian_actor::behavior_type
historian(historian_actor::stateful_pointer<historian_state> self,
          historian_sources sources) {
  supervision::guard(self);
  self->state.sources = std::move(sources);
  return {
    [self](const ReadSeries& question) { return self->state.find(question); },
  };
}

} // namespace auren::memory

#include "actors/memory/historian.hpp"

#include "actors/deadline.hpp"
#include "actors/memory/log_tail.hpp"
#include "actors/memory/series_answer.hpp"
#include "actors/supervision/guard.hpp"
#include "storage/failure.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

namespace chunks = storage::chunks;
using storage::series_name;
using storage::value_of;

storage::person_id who_of(const Context& context) {
  return {context.tenant(), context.person()};
}

events::ReadLog ask_log(const Context& context, uint64_t after) {
  events::ReadLog result;
  *result.mutable_context() = context;
  result.set_after(after);
  result.set_type("samples.recorded");
  return result;
}

/// Hands every event of the person behind `after` to `tail`; returns the
/// position up to which that is everything.
uint64_t read_tail(storage::event_reader& log, const Context& context,
                   uint64_t after, log_tail& tail) {
  for (;;) {
    if (expired(context))
      throw storage::refusal{caf::make_error(errc::deadline_exceeded)};
    auto page = value_of(log.read_log(ask_log(context, after)));
    if (page.events().empty())
      return std::max(after, page.head());
    for (auto& event : page.events())
      tail.fold(event);
    after = page.events().rbegin()->position();
  }
}

/// A question without days asks for all of them.
ReadSeries with_days(ReadSeries question) {
  if (question.from_day() == 0 && question.to_day() == 0) {
    question.set_from_day(INT32_MIN);
    question.set_to_day(INT32_MAX);
  }
  return question;
}

/// One question while it is answered. Errors are thrown as `refusal`.
class answering {
public:
  answering(storage::sample_chunks& store, const ReadSeries& question,
            log_tail& tail)
    : store_(store), question_(question), tail_(tail),
      who_(who_of(question.context())), days_(days_of(question)) {}

  SeriesFound answer() {
    for (auto& name : names()) {
      if (expired(question_.context()))
        throw storage::refusal{caf::make_error(errc::deadline_exceeded)};
      answer(name);
    }
    return std::move(found_);
  }

private:
  /// Returns the asked series, with the unit that was told last.
  std::vector<series_name> names() {
    auto result = value_of(store_.series(who_));
    std::erase_if(result, [this](auto& one) {
      return !asks_for(question_, one.metric, one.source);
    });
    for (auto& each : tail_.series()) {
      auto& [metric, source] = each.first;
      std::erase_if(result, [&key = each.first](auto& one) {
        return one.metric == key.first && one.source == key.second;
      });
      result.push_back({metric, source, each.second.unit});
    }
    std::ranges::sort(result);
    return result;
  }

  void answer(const series_name& name) {
    auto known = tail_.series().find({name.metric, name.source});
    auto& told = known == tail_.series().end() ? nothing_ : known->second;
    if (question_.index_only())
      return add_index(found_, question_, name, counts(name, told));
    for (auto& text : question_.rollups())
      add_rollups(found_, question_, name, level_of(text),
                  rollups(name, level_of(text), told));
    if (question_.rollups().empty() || question_.samples_too())
      add_samples(found_, question_, name,
                  samples(name, days_between(question_), told));
  }

  std::map<int32_t, uint64_t>
  counts(const series_name& name, const tail_series& told) {
    auto result = told.counts;
    auto kept = value_of(
      store_.rollups(who_, name, chunks::level::day, days_.first, days_.last));
    for (auto& [utc_day, part] : kept)
      for (auto& bucket : part)
        result[static_cast<int32_t>(bucket.key)] += bucket.n;
    return result;
  }

  chunks::sample_columns
  samples(const series_name& name, utc_days days, const tail_series& told) {
    if (days.empty())
      return {};
    auto result = value_of(store_.samples(who_, name, days.first, days.last));
    for (auto& [day, fresh] : told.days)
      if (days.holds(day))
        chunks::merge(result, fresh);
    return result;
  }

  /// Days are told whole; minutes and hours if they touch what lies between
  /// the asked instants.
  chunks::day_parts
  rollups(const series_name& name, chunks::level of, const tail_series& told) {
    auto days = of == chunks::level::day
                  ? days_
                  : days_between(question_, chunks::length_ms(of));
    if (days.empty())
      return {};
    auto result
      = value_of(store_.rollups(who_, name, of, days.first, days.last));
    for (auto& [day, fresh] : told.days) {
      if (!days.holds(day))
        continue;
      auto all = samples(name, {day, day}, told);
      result[day] = chunks::roll_up(of, all, 0, all.size());
    }
    return result;
  }

  storage::sample_chunks& store_;
  const ReadSeries& question_;
  log_tail& tail_;
  storage::person_id who_;
  utc_days days_;
  tail_series nothing_;
  SeriesFound found_;
};

} // namespace

// The checkpoint is read first: whatever the chunks learn meanwhile lies behind
// it and comes from the log as well, where it changes nothing.
caf::expected<SeriesFound> historian_state::find(const ReadSeries& asked) {
  return storage::guarded([&] {
    auto question = with_days(asked);
    auto& context = question.context();
    log_tail tail{question};
    auto checkpoint = value_of(sources.checkpoint());
    auto reached = read_tail(*sources.log, context, checkpoint, tail);
    tail.sort();
    auto found = answering{*sources.chunks, question, tail}.answer();
    found.set_position(reached);
    return found;
  });
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

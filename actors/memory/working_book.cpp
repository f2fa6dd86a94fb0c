#include "actors/memory/working_book.hpp"

#include "actors/memory/counted_source.hpp"
#include "messages/ingest.pb.h"
#include "messages/time.hpp"

namespace auren::memory {

namespace {

ingest::refusal outside(const char* why) {
  return {errc::out_of_range, why};
}

} // namespace

bool working_book::fold(const events::Event& event) {
  if (event.version() <= version_)
    return true;
  if (event.version() != version_ + 1)
    return false;
  version_ = event.version();
  if (!doubts_.fold(event))
    ++unreadable_;
  if (event.type() != "samples.recorded")
    return true;
  ingest::SamplesRecorded batch;
  if (!batch.ParseFromString(event.payload())) {
    ++unreadable_;
    return true;
  }
  for (auto& series : batch.series()) {
    auto what = book_.apply(series, event.utc_offset_s());
    too_old_ += what.too_old;
    unreadable_ += what.malformed;
  }
  return true;
}

const MetricSummary& working_book::summary_of(const metric_series& metric) {
  auto at = summaries_.find(metric.metric);
  if (at == summaries_.end())
    at = summaries_.emplace(metric.metric, cached{}).first;
  auto& entry = at->second;
  auto today = book_.newest_day();
  if (entry.revision != metric.revision || entry.today != today
      || entry.doubts != doubts_.revision()) {
    auto facts = describe(*catalogue_, metric.metric, metric.unit);
    auto believed = [&](std::vector<day_total> days) {
      return doubts_.without_doubts(metric, facts.daily, std::move(days));
    };
    entry.summary = summarise(metric, facts, today, order_, believed);
    entry.doubts = doubts_.revision();
    entry.revision = metric.revision;
    entry.today = today;
  }
  return entry.summary;
}

const MetricSummary* working_book::latest(std::string_view metric) {
  auto* found = book_.find(stored_name(*catalogue_, metric));
  return found ? &summary_of(*found) : nullptr;
}

Metrics working_book::metrics() {
  Metrics result;
  for (auto& metric : book_.metrics())
    *result.add_metrics() = summary_of(*metric);
  return result;
}

std::variant<Range, ingest::refusal>
working_book::empty_range(const range_question& question) const {
  if (catalogue_->find(question.metric) == nullptr)
    return ingest::refusal{errc::unknown_metric, "no such metric"};
  return answer(question, describe(*catalogue_, question.metric), {});
}

std::variant<Range, ingest::refusal>
working_book::range(const ReadRange& asked) const {
  auto understood = understand(asked);
  if (auto* why = std::get_if<ingest::refusal>(&understood))
    return *why;
  auto& question = std::get<range_question>(understood);
  question.metric = stored_name(*catalogue_, question.metric);
  if (question.of == resolution::week)
    return outside("weeks are answered from long-term memory");
  if (book_.metrics().empty()
      || question.from_ms < book_.newest_ms() - working_days * time::day_ms)
    return outside("the range begins before working memory does");
  auto* metric = book_.find(question.metric);
  if (metric == nullptr)
    return empty_range(question);
  auto facts = describe(*catalogue_, metric->metric, metric->unit);
  auto result
    = answer(question, facts, points_of(*metric, facts, question, order_));
  if (question.explain)
    for (auto& one : counted_sources(*metric, order_))
      explain(result, one);
  return result;
}

} // namespace auren::memory

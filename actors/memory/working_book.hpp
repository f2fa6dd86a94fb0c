#pragma once

#include "actors/memory/doubt_book.hpp"
#include "actors/memory/range.hpp"
#include "actors/memory/sample_book.hpp"
#include "actors/memory/summary.hpp"
#include "messages/events.pb.h"
#include "messages/memory.pb.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace auren::memory {

/// Days for which working memory answers ranges.
inline constexpr int64_t working_days = 30;

/// UTC days whose samples are kept: 30 whole local days before the newest
/// one, that one, and two in case the person has crossed the date line.
inline constexpr int64_t kept_days = working_days + 3;

/// Version of the snapshot's encoding; snapshots of another are not read.
inline constexpr uint32_t working_schema = 1;

/// What working memory knows: the samples of the last 30 days before the
/// newest one, and how far in the stream it has read. Folding the same events
/// always gives the same answers, from a snapshot or from the beginning.
class working_book {
public:
  explicit working_book(const ingest::catalogue& catalogue, source_order order
                                                            = {})
    : catalogue_(&catalogue), order_(std::move(order)) {
    // nop
  }

  /// Returns the version of the stream's last event that was folded.
  uint64_t version() const {
    return version_;
  }

  /// Folds `event`. One that was folded already changes nothing; one that is
  /// not the next is refused.
  /// @returns false when events before it are missing.
  bool fold(const events::Event& event);

  /// Returns the summary of a metric (name or alias), or null. Valid until
  /// the next event.
  const MetricSummary* latest(std::string_view metric);

  /// Returns the summaries of all metrics, by name.
  Metrics metrics();

  /// Returns the points of a range, or why it is not answered: `out_of_range`
  /// when the range begins before the last 30 days or asks for weeks,
  /// `unknown_metric` when neither the catalogue nor the person has it.
  std::variant<Range, ingest::refusal> range(const ReadRange& asked) const;

  /// Returns doubts about samples of these days.
  const doubt_book& doubts() const {
    return doubts_;
  }

  /// Returns the state as the payload of a snapshot.
  std::string save() const;

  /// Takes the state of a snapshot at `version`.
  /// @returns false, changing nothing, when the bytes do not parse.
  bool load(std::string_view state, uint64_t version);

  /// Returns the samples.
  const sample_book& samples() const {
    return book_;
  }

private:
  /// A summary and the change that it knows of.
  struct cached {
    MetricSummary summary;
    uint64_t revision = 0;
    uint64_t doubts = 0;
    int32_t today = no_day;
  };

  std::variant<Range, ingest::refusal>
  empty_range(const range_question& question) const;
  const MetricSummary& summary_of(const metric_series& metric);

  const ingest::catalogue* catalogue_;
  source_order order_;
  sample_book book_{kept_days};
  doubt_book doubts_;
  uint64_t version_ = 0;
  uint64_t too_old_ = 0;
  uint64_t unreadable_ = 0;
  std::map<std::string, cached, std::less<>> summaries_;
};

} // namespace auren::memory

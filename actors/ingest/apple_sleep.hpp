#pragma once

#include "actors/ingest/import_writer.hpp"

#include <map>
#include <string>
#include <vector>

namespace auren::ingest {

/// The stages of HealthKit's SleepAnalysis, the one that tells most first.
/// Core is light sleep (N1 and N2).
enum class sleep_stage : uint8_t { deep, rem, core, awake, asleep, in_bed };

/// Returns the stage that `HKCategoryValueSleepAnalysis…` names, or nothing.
std::optional<sleep_stage> sleep_stage_of(std::string_view value);

/// Turns sleep intervals, which several devices write over each other, into
/// one sum per stage and night.
///
/// Intervals less than 3 hours apart are one night. At each moment of it one
/// source is believed: one with stages before one without, a watch before a
/// phone, then the one that saw more sleep; within a source the stage that
/// tells most. So overlaps are a union and nothing counts twice; time in bed is
/// the union of everything. A night stands at its wake, under the name of its
/// best source. Less than 3 hours of sleep begun between 8 and 20 h is a nap.
///
/// Keeps 24 bytes an interval and at most one million of them (a century).
class sleep_nights {
public:
  /// Adds one interval. Refuses one that ends before it starts, lasts more
  /// than 24 hours, or is one too many.
  refusal
  add(std::string_view source, sleep_stage stage, instant start, instant end);

  /// Writes all nights, oldest first, and forgets them.
  void write_to(import_writer& out);

  /// Returns how many intervals wait.
  size_t size() const {
    return intervals_.size();
  }

private:
  struct interval {
    int64_t start_ms;
    int64_t end_ms;
    int32_t offset_s;
    uint16_t source;
    sleep_stage stage;
  };
  struct night;
  using iterator = std::vector<interval>::const_iterator;

  std::optional<uint16_t> source_id(std::string_view name);
  std::vector<int> ranks(iterator first, iterator last) const;
  night sum(iterator first, iterator last) const;
  void write(const night& of, import_writer& out) const;

  std::vector<interval> intervals_;
  std::vector<std::string> sources_;
  std::map<std::string, uint16_t, std::less<>> ids_;
};

} // namespace auren::ingest

#pragma once

#include "messages/ingest.pb.h"
#include "messages/memory.pb.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace auren::ingest {

/// One metric, source and local day: what is loaded and evicted together.
struct sample_day {
  std::string metric;
  std::string source;
  int32_t day = 0;
  auto operator<=>(const sample_day&) const = default;
};

/// What became of the samples of one command.
struct admission {
  SamplesRecorded fresh; ///< New and corrected ones, in the order they came.
  uint64_t accepted = 0;
  uint64_t duplicates = 0;
  int32_t newest_day = INT32_MIN; ///< Latest local day among the fresh ones.
  int32_t oldest_day = INT32_MAX; ///< Earliest local day among them.
};

/// Tells samples that a person's record already holds from new ones. A sample
/// is the same when metric, source, time, duration and external id are; the
/// same with another value is a correction and counts as new.
///
/// Only days that were asked for are in memory, 16 bytes a sample; which days
/// exist at all is always known.
class known_samples {
public:
  explicit known_samples(size_t limit = 4'000'000) : limit_(limit) {
    // nop
  }

  /// Learns which days the record holds, before anything else.
  void learn(const memory::DayIndex& index);

  /// Returns the days that `series` touches, that the record holds and that
  /// are not in memory: load them before `admit`.
  std::set<sample_day>
  missing(const google::protobuf::RepeatedPtrField<Series>& series) const;

  /// Takes stored samples of days that are being loaded into memory.
  void load(const Series& stored);

  /// Marks `day` as loaded, also when nothing was stored on it.
  void loaded(const sample_day& day);

  /// Sorts out what is new and remembers it.
  admission admit(const google::protobuf::RepeatedPtrField<Series>& series);

  /// Takes back what `admit` remembered of a batch that was not recorded: its
  /// days must be loaded again.
  void forget(const SamplesRecorded& batch);

  /// Forgets the days longest unused, down to the limit. Call it only while
  /// nothing that was admitted still waits to become durable.
  void trim();

  /// Returns the latest local day of the record; INT32_MIN when it is empty.
  int32_t newest_day() const {
    return newest_day_;
  }

private:
  struct entry {
    int64_t time_ms;
    uint32_t rest;  ///< Hash of duration and external id.
    uint32_t value; ///< Hash of the value.
  };
  struct bucket {
    std::vector<entry> entries; ///< Sorted by time, then rest.
    uint64_t used = 0;
  };
  struct track {
    std::set<int32_t> stored;
    std::unordered_map<int32_t, bucket> days;
  };
  enum class verdict { fresh, correction, duplicate };

  track& track_of(const Series& series);
  verdict note(bucket& into, entry what);

  std::map<std::pair<std::string, std::string>, track, std::less<>> tracks_;
  size_t limit_;
  size_t size_ = 0;
  uint64_t clock_ = 0;
  int32_t newest_day_ = INT32_MIN;
};

} // namespace auren::ingest

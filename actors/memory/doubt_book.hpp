#pragma once

#include "actors/memory/day_totals.hpp"
#include "messages/events.pb.h"
#include "messages/ingest.pb.h"

#include <map>
#include <string>
#include <vector>

namespace auren::memory {

/// The doubts about a person's samples, and which of them were settled. A fold
/// of "samples.doubted" and "samples.settled".
class doubt_book {
public:
  /// Doubts that are kept; of more the oldest go.
  static constexpr size_t most = 5000;

  /// Takes what `event` says of doubts, if it does.
  /// @returns false when it cannot be read
  bool fold(const events::Event& event);

  /// Returns the doubts that `question` asks for, newest first.
  ingest::Doubts list(const ingest::ListDoubts& question) const;

  /// Returns what a baseline of `metric` may count: of days with an open doubt
  /// the samples that none is about, for sums no such day at all.
  std::vector<day_total>
  without_doubts(const metric_series& metric, ingest::aggregate rule,
                 std::vector<day_total> days) const;

  /// Goes up with every change.
  uint64_t revision() const {
    return revision_;
  }

  /// Returns all doubts by their ids, and takes them back.
  const std::map<std::string, ingest::Doubt>& all() const {
    return doubts_;
  }
  void load(const google::protobuf::RepeatedPtrField<ingest::Doubt>& all);

private:
  void keep(const ingest::Doubt& doubt);

  std::map<std::string, ingest::Doubt> doubts_;
  uint64_t revision_ = 0;
};

} // namespace auren::memory

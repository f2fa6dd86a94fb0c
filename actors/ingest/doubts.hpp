#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/ingest/contradictions.hpp"
#include "actors/ingest/unit_hints.hpp"
#include "messages/ingest.pb.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace auren::ingest {

/// Looks at samples that were taken, source by source, and says which of them
/// ask for a second reading: those outside of their metric's plausible range
/// ("implausible"), those that jump ("rate"), and runs of one value that no
/// body keeps ("flat": the sensor is stuck or not worn); values that would be
/// as usual in another unit ("unit"), and those that contradict others of
/// their source ("contradiction"). The rules are data of the catalogue and of
/// the validators.
///
/// It remembers one sample and one run per metric and source, of the newest
/// time; the first sample after a start is held against none. Late samples are
/// held against their range only.
class doubter {
public:
  explicit doubter(const catalogue& by) : by_(&by) {
    // nop
  }

  /// Returns the doubts about `fresh`; a run is one doubt, told again with a
  /// later end as it goes on.
  std::vector<Doubt> look(const SamplesRecorded& fresh);

private:
  struct track {
    int64_t last_ms = INT64_MIN;
    double value = 0;
    int64_t run_from_ms = 0;
    uint32_t run = 0;
  };

  void look(const Series& series, std::vector<Doubt>& out);

  const catalogue* by_;
  std::map<std::pair<std::string, std::string>, track> tracks_;
  unit_hints units_;
  contradictions others_;
};

/// Returns the name of a doubt: hex, the same for the same question.
std::string doubt_id(const Doubt& of);

/// Which sources a person's metrics came from, and since when.
class device_book {
public:
  /// Learns a day on which `source` measured `metric`.
  void learn(const std::string& metric, const std::string& source, int32_t day);

  /// Learns the days of `fresh`, and returns the changes that they are: a
  /// source that is new to its metric, with nothing of another source on any
  /// later day. From then on levels do not compare.
  std::vector<DeviceChanged> look(const SamplesRecorded& fresh);

private:
  std::map<std::string, std::map<std::string, int32_t>> newest_; ///< Day.
};

} // namespace auren::ingest

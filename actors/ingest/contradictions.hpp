#pragma once

#include "actors/ingest/series_builder.hpp"
#include "actors/ingest/validators.hpp"
#include "messages/ingest.pb.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace auren::ingest {

/// Finds samples of one source that contradict each other: deep, REM and light
/// sleep that are longer than all sleep. Each that takes part is doubted, for
/// which of them is wrong cannot be told.
///
/// It remembers the newest value per metric of the 512 times and days that it
/// saw first; what comes apart by more than that is not held together.
class contradictions {
public:
  static constexpr size_t most = 512;

  explicit contradictions(const validators& by = validators::standard());

  /// Returns the doubts about `fresh`, each once.
  std::vector<Doubt> look(const SamplesRecorded& fresh);

private:
  /// Of one source: a time, or a local day.
  using moment = std::tuple<std::string, bool, int64_t>;

  struct seen {
    int64_t time_ms = 0;
    int32_t offset_s = 0;
    double value = 0;
  };

  using page = std::map<std::string, seen>;

  void look(const Series& series, bool by_day, std::vector<Doubt>& out);
  page& page_of(const moment& when);
  std::vector<const contradiction_rule*>
  rules_of(const std::string& metric, bool by_day) const;

  const validators* by_;
  std::map<moment, page> pages_;
  std::deque<moment> order_;
};

} // namespace auren::ingest

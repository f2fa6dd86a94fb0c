#pragma once

#include "actors/hypotheses/series.hpp"
#include "actors/ingest/catalogue.hpp"
#include "messages/memory.pb.h"

#include <cstdint>
#include <map>
#include <string>

namespace auren::hypotheses {

/// One person's local days as long-term memory told them, kept up to date
/// piece by piece: only what is new or was corrected is read again, and the
/// record is the one that reading everything would give.
class days_record {
public:
  /// Notes that days from `day` on may have changed. Everything has, at first.
  void outdated(int64_t day);

  /// Returns what to read next: from the oldest changed day, at the latest
  /// from the newest known one, to the end. Hand its answer to `take`, or say
  /// that there was none with `unanswered`, before the next.
  memory::ReadDays question(const Context& context);

  /// Takes the days that were asked for; they replace the known ones.
  void take(const memory::Days& days);

  /// Notes that the last question got no answer: it will be asked again.
  void unanswered();

  /// Returns the record: a column per metric, with what the metric catalogue
  /// knows of it; gaps stay absent. Metrics that the catalogue does not know
  /// are left out.
  record made(const ingest::catalogue& by) const;

private:
  struct day_value {
    double value;
    double hour;
  };

  static constexpr int64_t everything = INT32_MIN;
  static constexpr int64_t nothing = INT32_MAX;

  std::map<std::string, std::map<int32_t, day_value>> columns_;
  int64_t changed_from_ = everything;
  int64_t asked_from_ = nothing;
  int64_t newest_ = nothing; ///< Newest known day.
};

} // namespace auren::hypotheses

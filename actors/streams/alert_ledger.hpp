#pragma once

#include "messages/events.pb.h"
#include "messages/streams.pb.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace auren::streams {

/// What stands of a person's alerts: a fold of "alert.raised",
/// "alert.cleared" and "detectors.ran".
class alert_ledger {
public:
  /// Days over which a person's budget is counted.
  static constexpr int32_t budget_days = 7;

  /// @param budget alerts within seven days; those that say to seek care come
  ///   always
  explicit alert_ledger(uint32_t budget) : budget_(budget) {
    // nop
  }

  /// Takes an event of the stream; others and unreadable ones change nothing.
  void fold(const events::Event& event);

  /// Returns the facts that follow from what the detectors said of `day`: one
  /// that fires raises an alert, one that does not clears it, one that cannot
  /// know leaves it. Nothing when all of it was told before.
  std::vector<events::Event>
  decide(const std::vector<Finding>& findings, int32_t day) const;

  /// Returns what stands, what the budget holds back, and what was said last.
  Alerts tell() const;

  /// Returns the newest day that was looked at, or `INT32_MIN`.
  int32_t day() const {
    return day_;
  }

private:
  uint32_t spent(int32_t day) const;

  uint32_t budget_;
  int32_t day_ = INT32_MIN;
  std::map<std::string, AlertChanged> standing_; ///< By detector.
  std::multimap<int32_t, std::string> raised_;   ///< Days of those that cost.
  std::vector<Finding> last_;
};

} // namespace auren::streams

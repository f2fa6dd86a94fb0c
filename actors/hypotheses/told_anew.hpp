#pragma once

#include "actors/hypotheses/analyst.hpp"
#include "messages/events.pb.h"
#include "messages/hypotheses.pb.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What follows when days that were counted already are corrected or deleted:
/// pure.
namespace auren::hypotheses {

/// Returns the first local day before `until` on which `after` says something
/// else than `before` of a metric that one of `all` rests on (cause, effect or
/// control); nothing when none does.
std::optional<int64_t>
first_change(const record& before, const record& after,
             const std::vector<hypothesis>& all, int64_t until);

/// How to count one person's days anew from one on: the state of the method
/// after the last look before it, and everything that was registered or
/// retired since. What was registered stays as it was frozen, and nothing new
/// is registered in the past.
class count_anew {
public:
  /// Days from `from` on were corrected.
  explicit count_anew(int64_t from) : from_(from) {
    // nop
  }

  /// Folds the next event of the person's hypotheses.
  void fold(const events::Event& event);

  /// Returns what to work out, up to and with `through`.
  analysis task(std::shared_ptr<const record> known, int64_t through) &&;

private:
  struct birth {
    int64_t next_day;
    hypothesis what;
  };

  void take_state(const Looked& fact);
  void born(const hypothesis& one, int64_t next_day);

  int64_t from_;
  std::vector<scientist> bases_; ///< By day; none saw what was corrected.
  std::vector<birth> births_;    ///< Of each as it was registered.
  std::vector<deed> retired_;
};

/// Returns `after`, which counted days anew, as it goes on from there.
std::shared_ptr<const scientist> going_on(const scientist& after);

} // namespace auren::hypotheses

#pragma once

#include "messages/events.pb.h"
#include "messages/hypotheses.pb.h"

namespace auren::hypotheses {

/// One hypothesis as it was told, event by event: where it stands, and how
/// its evidence grew. The same states give the same story, also when older
/// ones come after newer ones, as they do while a teller still reads.
class story {
public:
  /// Folds an event of the person's hypotheses; others are left alone.
  void fold(const events::Event& event);

  /// Folds a state that is newer than the last event (a day's evidence).
  void fold(const Hypothesis& now);

  /// Returns the whole story; its evidence is one point a day, oldest first.
  const Hypothesis& told() const {
    return told_;
  }

private:
  Hypothesis told_;
};

} // namespace auren::hypotheses

#pragma once

#include "actors/hypotheses/scientist.hpp"
#include "messages/hypotheses.pb.h"

namespace auren::hypotheses {

/// Returns `h` as others read it: prediction, status, the effect of the last
/// look with its interval and sentence (absent when it could not be tested),
/// and one evidence point, that of its last day with evidence. `known` gives
/// units and names.
Hypothesis
to_message(const hypothesis& h, const record& known, const settings& how = {});

/// Returns the frozen prediction as a message.
Prediction to_message(const prediction& what);

/// Returns the evidence of `h` on its last day with evidence.
EvidencePoint point_of(const hypothesis& h, const settings& how = {});

/// Returns a look as the fact that it was.
Looked to_message(const looked& look);

/// Returns `s` as a message's value.
Status::Value to_message(status s);

} // namespace auren::hypotheses

#pragma once

#include "messages/agents.pb.h"

#include <string>
#include <vector>

/// What happens when specialists disagree: pure.
namespace auren::agents {

/// One disagreement: two claims on one pair of metrics, in opposite
/// directions.
struct disagreement {
  std::string about;   ///< What is claimed against what.
  std::string outcome; ///< Which stands and why, or that neither does.
};

/// Finds claims that contradict each other and settles them by grade: the
/// better founded stands (experiment over tested over observed), the other
/// becomes dissent of its specialist. Of equals neither stands and it is said
/// not to be known. Nothing is lost: what does not stand is kept as dissent,
/// with its footnotes.
std::vector<disagreement> settle(std::vector<Consulted>& replies);

/// Returns a text with its footnotes, "… [e1] [e3]".
std::string with_footnotes(const Claim& claim);

} // namespace auren::agents

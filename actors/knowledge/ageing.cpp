#include "actors/knowledge/ageing.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <cmath>

namespace auren::knowledge {

void age(Insight& insight, int64_t today) {
  auto last = time::parse_day(insight.last_evidence());
  if (!last) {
    insight.clear_confidence_now();
    insight.clear_retest_on();
    return;
  }
  auto silent = std::max<int64_t>(0, today - *last);
  auto left = std::exp2(-static_cast<double>(silent) / half_life_days);
  insight.set_confidence_now(0.5 + (insight.confidence() - 0.5) * left);
  insight.set_retest_on(time::format_day(*last + retest_after_days));
}

} // namespace auren::knowledge

#include "actors/hypotheses/analyst.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::hypotheses {

findings analyse(const analysis& task) {
  auto engine = std::make_shared<scientist>(*task.from);
  findings result;
  auto first = std::max(engine->next_day(), task.known->first_day);
  for (auto day = first; day <= task.through; ++day) {
    day_result one;
    one.day = day;
    one.happened = engine->advance(*task.known, day);
    one.all = engine->hypotheses();
    result.days.push_back(std::move(one));
  }
  result.after = std::move(engine);
  return result;
}

analyst_actor::behavior_type analyst(analyst_actor::pointer self) {
  supervision::guard(self);
  return {
    [](const analysis& task) { return analyse(task); },
  };
}

} // namespace auren::hypotheses

#include "actors/hypotheses/analyst.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <iterator>

namespace auren::hypotheses {

namespace {

void redo(deed& what, scientist& engine) {
  if (auto* registered = std::get_if<hypothesis>(&what.what))
    return engine.adopt(std::move(*registered));
  auto& gone = std::get<deed::retirement>(what.what);
  engine.retire(gone.id, std::move(gone.reason));
}

} // namespace

findings analyse(analysis task) {
  auto engine = std::make_shared<scientist>(*task.from);
  findings result;
  auto live = [&](int64_t through) {
    engine->advance(
      *task.known, through, [&](int64_t day, const progress& brought) {
        result.days.push_back({day, brought, engine->hypotheses()});
      });
  };
  auto next = task.deeds.begin();
  for (; next != task.deeds.end(); ++next) {
    live(std::min(task.through, next->next_day - 1));
    if (engine->next_day() < next->next_day)
      break;
    redo(*next, *engine);
  }
  if (next == task.deeds.end())
    live(task.through);
  std::move(next, task.deeds.end(), std::back_inserter(result.left));
  result.after = std::move(engine);
  return result;
}

analyst_actor::behavior_type analyst(analyst_actor::pointer self) {
  supervision::guard(self);
  return {
    [](analysis& task) { return analyse(std::move(task)); },
  };
}

} // namespace auren::hypotheses

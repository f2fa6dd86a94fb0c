#include "actors/ingest/unit_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::ingest {

namespace {

/// Below it two units are too near to tell them by a value.
constexpr double least_factor = 1.5;

/// The unit of `about` that `pair` has beside its own, if it has.
const conversion* other_of(const metric& about, const unit_pair& pair) {
  if (about.unit != pair.one && about.unit != pair.other)
    return nullptr;
  auto& name = about.unit == pair.one ? pair.other : pair.one;
  auto found = std::ranges::find(about.units, name, &conversion::unit);
  return found == about.units.end() ? nullptr : &*found;
}

/// Whether `meant` is as usual, `value` is not, and no range holds both.
bool explains(double meant, double value, double low, double high) {
  if (low <= 0 || value <= 0 || meant < low || meant > high
      || (value >= low && value <= high))
    return false;
  auto factor = std::max(meant / value, value / meant);
  return factor >= least_factor && high / low < std::sqrt(factor);
}

std::string asked_about(const metric& about, const std::string& meant,
                        const std::string& instead) {
  return fmt::format("{} would be as usual if it were in {}, not in {}",
                     about.name, meant, instead);
}

bool is_summed(const metric& about) {
  return about.dynamic
         || (about.daily == aggregate::sum && about.group != "sleep");
}

} // namespace

unit_hints::unit_hints(const validators& by) : by_(&by) {
  // nop
}

std::optional<std::string>
unit_hints::question(const metric& about, double value,
                     const past& known) const {
  if (known.values.size() < least)
    return std::nullopt;
  auto [low, high] = std::ranges::minmax(known.values);
  for (auto& pair : by_->units) {
    auto* other = other_of(about, pair);
    if (other == nullptr)
      continue;
    if (explains(value * other->factor + other->offset, value, low, high))
      return asked_about(about, other->unit, about.unit);
    if (explains((value - other->offset) / other->factor, value, low, high))
      return asked_about(about, about.unit, other->unit);
  }
  return std::nullopt;
}

std::optional<std::string> unit_hints::look(const metric& about, double value) {
  if (is_summed(about))
    return std::nullopt;
  auto& known = known_[about.name];
  auto asked = question(about, value, known);
  if (asked && ++known.asked < in_a_row)
    return asked;
  if (asked)
    known.values.clear(); // it goes on like this: a level, not a slip
  known.asked = 0;
  known.values.push_back(value);
  if (known.values.size() > most)
    known.values.pop_front();
  return asked;
}

} // namespace auren::ingest

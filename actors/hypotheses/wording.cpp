#include "actors/hypotheses/wording.hpp"

#include "messages/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr double little_data = 40; // effective days

std::string spoken(const metric& what) {
  return what.label.empty() ? words::of_name(what.name)
                            : words::inside(what.label);
}

// Units that are no units in a sentence, for the label says what is counted.
std::string unit_of(const metric& what) {
  for (const char* none : {"", "bool", "assigned", "count", "drinks", "1-10"})
    if (what.unit == none)
      return "";
  return " " + what.unit;
}

std::string with_step(const statement& of, double step) {
  auto name = spoken(of.cause);
  if (of.cause.type == value_type::binary)
    return fmt::format("with {}", name);
  auto size
    = step == std::floor(step) ? fmt::format("{:.0f}", step) : plain(step);
  return fmt::format("with {} up by {}{}", name, size, unit_of(of.cause));
}

// The change, its interval, and what was held equal.
std::string finding(const statement& of) {
  auto step = natural_step(of.cause, of.cause_sd);
  auto unit = unit_of(of.effect);
  return fmt::format(
    "{}, {} is {}{} {} {} (95 % interval {} to {}{}), at the same weekday, "
    "season and recent level; {} days, worth {:.0f} independent ones",
    with_step(of, step), spoken(of.effect), plain(std::abs(of.units * step)),
    unit, of.units < 0 ? "lower" : "higher", words::days_later(of.lag_days),
    plain(of.low * step), plain(of.high * step), unit, of.days, of.n_effective);
}

} // namespace

double natural_step(const metric& cause, double sd) {
  if (cause.type == value_type::binary || cause.type == value_type::count
      || cause.type == value_type::ord || !(sd > 0) || !std::isfinite(sd))
    return 1;
  auto magnitude = std::pow(10, std::floor(std::log10(sd)));
  for (double round : {5.0, 2.0})
    if (sd >= round * magnitude)
      return round * magnitude;
  return magnitude;
}

std::string plain(double value) {
  if (value == 0 || !std::isfinite(value))
    return "0";
  auto digits = 1 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (digits >= 0)
    return fmt::format("{:.{}f}", value, std::min(digits, 9));
  auto step = std::pow(10, -digits);
  return fmt::format("{:.0f}", std::round(value / step) * step);
}

std::string sentence(const statement& of) {
  auto cause = spoken(of.cause), effect = spoken(of.effect);
  auto found = finding(of);
  std::string little;
  if (of.n_effective < little_data)
    little = " Too little data to rely on.";
  switch (of.now) {
    case status::knowledge:
      if (of.experiment)
        return fmt::format("In a randomised experiment {} causes a change of "
                           "{}: {}.{}",
                           cause, effect, found, little);
      return fmt::format("{} reliably goes with {}: {}. Other causes are not "
                         "excluded.{}",
                         words::capital(effect), cause, found, little);
    case status::supported:
      return fmt::format("It looks like {} goes with {}: {}. Other causes are "
                         "not excluded.{}",
                         effect, cause, found, little);
    case status::stale:
      return fmt::format("It was so earlier and no longer shows: {}.", found);
    case status::association:
      return fmt::format("{} and {} go together; which comes first cannot be "
                         "told.",
                         words::capital(effect), cause);
    case status::refuted:
      return fmt::format("It was predicted that {} follows {}; the days since "
                         "speak against it.",
                         effect, cause);
    case status::contradicted:
      return fmt::format("An earlier finding about {} and {} no longer shows.",
                         cause, effect);
    case status::inconclusive:
      return fmt::format("Whether {} goes with {} cannot be told from these "
                         "days.",
                         effect, cause);
    case status::retired:
      return fmt::format("The prediction about {} and {} was taken out.", cause,
                         effect);
    case status::proposed:
    case status::registered:
    case status::testing:
      return fmt::format("Predicted and not decided yet: {}.", found);
  }
  return {};
}

} // namespace auren::hypotheses

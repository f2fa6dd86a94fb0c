#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The demo's person: what is true of them (conf/demo.json) and how their
/// days come about. Pure, and a function of the seed alone.
namespace auren::node::demo {

/// One metric of the simulated person.
struct trait {
  std::string name;
  std::string unit; ///< As the metric catalogue has it.
  int minute = 720; ///< Clock time of its sample, minutes after midnight.
  double mean = 0;
  double sd = 1;
  double memory = 0; ///< AR(1) coefficient of what is not explained.
  double low = 0;
  double high = 0;
  double weekend = 0;  ///< Added on Saturday and Sunday.
  double missing = 0;  ///< Share of days without a value.
  double chance = 0;   ///< Of a yes; more than 0 makes it a yes-or-no.
  bool whole = false;  ///< Whole numbers only.
  bool drinks = false; ///< Poisson with `mean`.
};

/// A true effect, SD of the effect per SD of the cause.
struct true_effect {
  std::string cause;
  std::string effect;
  int lag_days = 0;
  double size = 0;
};

/// All that is true of the simulated person.
struct truth {
  uint64_t seed = 1;
  int days = 180;
  std::vector<trait> traits;
  std::vector<true_effect> effects;
  std::vector<std::string> no_effect; ///< Habits that do nothing, by design.

  /// Returns whether `cause` acts on `effect` through others (a path of two
  /// or more true effects): such a claim is neither right nor wrong.
  bool indirect(std::string_view cause, std::string_view effect) const;
};

/// Reads `text` as conf/demo.json is written.
/// @returns the truth, or one line that says what is wrong
std::variant<truth, std::string> read_truth(std::string_view text);

/// One day of the simulated person, as a body of POST /api/v1/samples.
struct simulated_day {
  int32_t day = 0; ///< Local, since 1970-01-01.
  std::string body;
};

/// Lives through all days of `of`, the last one being `last_day`.
std::vector<simulated_day> live(const truth& of, int32_t last_day);

} // namespace auren::node::demo

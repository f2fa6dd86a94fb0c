#pragma once

#include "messages/agents.pb.h"

#include <string>
#include <string_view>
#include <vector>

/// Who the specialists are and what words mean: data, conf/agents.json.
namespace auren::agents {

/// One specialist as the file describes it.
struct persona {
  Agent about;                       ///< Name, title, purpose, domains, tools.
  std::string tone;                  ///< "calm", "precise"
  std::vector<std::string> looks_at; ///< Metrics, most telling first.
};

/// What people call a thing, and the metrics that they mean by it.
struct topic {
  std::vector<std::string> words; ///< Folded phrases, "deep sleep".
  std::vector<std::string> metrics;
  std::string group;
  int better = 0; ///< +1: more is better; -1: less is; 0: neither.
};

/// The whole file. Immutable once read.
struct cast {
  std::vector<persona> personas;
  std::vector<topic> topics;
  /// Metrics of the first screen, in order; of alternatives the first that
  /// the person has.
  std::vector<std::vector<std::string>> today;

  /// Reads the file's text; throws `std::runtime_error` when it is not so.
  static cast read(std::string_view json);

  /// The cast that is built in.
  static const cast& built_in();

  /// Returns the persona of that name, or null.
  const persona* find(std::string_view name) const;

  /// Returns +1 when more of `metric` is better, -1 when less is, else 0.
  int better(std::string_view metric) const;
};

} // namespace auren::agents

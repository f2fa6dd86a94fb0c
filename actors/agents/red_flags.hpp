#pragma once

#include "actors/agents/patterns.hpp"
#include "messages/agents.pb.h"
#include "messages/memory.pb.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Emergencies, found by rule before anything else: pure, deterministic,
/// no model is asked and nothing later takes the advice back.
namespace auren::agents {

/// The rules of conf/red_flags.json. Immutable once read; share one.
class red_flags {
public:
  /// Reads the rules. Throws `std::runtime_error` when `json` is not what
  /// conf/red_flags.json describes.
  explicit red_flags(std::string_view json);

  /// The rules that are built in.
  static const red_flags& built_in();

  /// Returns the first rule that `text` (UTF-8, any spelling) meets. What is
  /// denied ("no chest pain") does not count; what is played down ("it is
  /// nothing, but …") does.
  /// @returns `escalated` is false when no rule is met.
  Safety check_text(std::string_view text) const;

  /// Returns every rule that a latest reading meets: not older than
  /// `recent_hours` at `now_ms` (nor later than it) and plausible for the
  /// metric; mmol/L and degF are converted. The reading is in `evidence`.
  std::vector<Safety>
  check_vitals(const memory::Metrics& metrics, int64_t now_ms) const;

  /// Returns the version of the rules.
  const std::string& version() const;

  /// Returns the categories, of texts and of readings, in the rules' order.
  std::vector<std::string> categories() const;

private:
  struct rule {
    std::string id, category, source, advice;
    std::vector<pattern> patterns;
  };

  struct limit {
    std::string id, category, source, advice, label, unit;
    std::vector<std::string> metrics;
    std::optional<double> below, above;
    double lowest = 0, highest = 0; ///< Beyond: not plausible.
  };

  Safety told(const rule& r) const;
  std::optional<Safety>
  broken(const limit& l, const memory::MetricSummary& m, int64_t now_ms) const;
  bool denied(const std::vector<word>& words, const std::vector<size_t>& match,
              size_t at) const;
  bool contradicts_denial(const std::vector<word>& words, size_t at) const;

  std::string version_;
  int64_t recent_ms_ = 0;
  std::vector<rule> rules_;
  std::vector<limit> limits_;
  std::vector<pattern> masks_;
  vocabulary known_;
  std::set<std::string, std::less<>> negators_, fillers_, contrast_, voids_;
};

} // namespace auren::agents

#pragma once

#include "actors/ingest/refusal.hpp"

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

/// The metric catalogue: what each metric is called, counted in and can be.
/// It is data (conf/metrics.json); this is how the program asks it.
namespace auren::ingest {

/// How the values of a metric are distributed, for the statistics.
enum class statistic : uint8_t { norm, pos, ord, binary, count };

/// What a metric can be in a hypothesis: a habit, a result, a circumstance.
enum class role : uint8_t { behaviour, outcome, context };

/// How the samples of one local day and one source become one value.
enum class aggregate : uint8_t { mean, sum, last, max, min };

/// What a value turned out to be when it was held against its metric's ranges.
enum class plausibility : uint8_t {
  ok,
  implausible,  ///< Taken, but a second reading should confirm it.
  out_of_range, ///< Physically impossible: dropped.
};

/// How a value in `unit` becomes one in the canonical unit:
/// value * factor + offset.
struct conversion {
  std::string unit;
  double factor = 1;
  double offset = 0;
};

/// Values from `low` (without it when `open_low`) to `high`.
struct range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool open_low = false;

  /// Returns whether `value` lies inside.
  bool holds(double value) const {
    return value <= high && (open_low ? value > low : value >= low);
  }
};

/// What makes a sample that can be ask for a second reading.
struct doubt_rules {
  double change = 0;    ///< More than this from one sample to the next; 0: any.
  bool share = false;   ///< `change` is a share of the sample before.
  int64_t within_s = 0; ///< Only samples that lie no further apart.
  size_t flat_samples = 0; ///< So many equal ones in a row; 0: any number.
  int64_t flat_min = 0;    ///< And for so many minutes.
  std::string source;      ///< Where these come from.
};

/// One metric. HRV as RMSSD and HRV as SDNN are two metrics with two kinds;
/// nothing converts between them.
struct metric {
  std::string name;   ///< canonical, snake_case
  std::string label;  ///< for people
  std::string unit;   ///< canonical, UCUM-like plain text
  std::string kind;   ///< "RMSSD", "SDNN"… or empty
  std::string group;  ///< heart, sleep, activity, body, nutrition, mind…
  std::string source; ///< where the two ranges come from
  std::vector<std::string> aliases;
  std::vector<conversion> units; ///< accepted units, the canonical one first
  statistic type = statistic::norm;
  ingest::role role = role::outcome;
  aggregate daily = aggregate::mean;
  range possible;
  range plausible;
  doubt_rules doubts;
  int decimals = 0;
  bool dynamic = false; ///< stands for all names with the journal's prefix
};

/// Names of the three enumerations as the catalogue file writes them.
std::string_view to_string(statistic value);
std::string_view to_string(role value);
std::string_view to_string(aggregate value);

/// A value in a metric's canonical unit, or why there is none.
struct converted {
  double value = 0;
  errc code = errc::none;

  /// Returns whether the conversion exists.
  explicit operator bool() const {
    return code == errc::none;
  }
};

/// All metrics of one catalogue file. Immutable once loaded, so any number of
/// threads may ask it. Pointers to metrics stay valid as long as it lives.
class catalogue {
public:
  catalogue(catalogue&&) = default;
  catalogue(const catalogue&) = delete;
  catalogue& operator=(catalogue&&) = default;
  catalogue& operator=(const catalogue&) = delete;

  /// Returns the catalogue that is built in. Loaded on first use.
  /// @throws std::logic_error if the built-in file is broken (a test loads it)
  static const catalogue& standard();

  /// Reads a catalogue from JSON.
  /// @returns the catalogue or `errc::invalid_message` with the place in words
  static std::variant<catalogue, refusal> parse(std::string_view json);

  /// Returns the metric called `name`, by canonical name or alias, else null.
  /// Any `journal_<slug>` finds the one dynamic metric. Never allocates.
  const metric* find(std::string_view name) const;

  /// Returns the name to store for a metric that was found as `name`.
  static std::string_view
  canonical(const metric& found, std::string_view name) {
    return found.dynamic ? name : std::string_view{found.name};
  }

  /// Returns everything about `name`, with the own name and label of a journal
  /// metric filled in; nothing if it is unknown.
  std::optional<metric> describe(std::string_view name) const;

  /// Returns all metrics in the order of the file.
  const std::deque<metric>& metrics() const {
    return metrics_;
  }

  /// Returns the version that the file states.
  const std::string& version() const {
    return version_;
  }

private:
  friend class catalogue_reader;

  catalogue() = default;

  void index();

  std::deque<metric> metrics_;
  std::unordered_map<std::string_view, const metric*> by_name_;
  const metric* journal_ = nullptr;
  std::string version_;
};

/// Returns `value`, given in `unit`, in the canonical unit of `of`.
/// @returns `errc::unknown_unit` when the catalogue has no conversion
converted convert(const metric& of, double value, std::string_view unit);

/// Holds `value` (canonical unit) against the ranges of `of`.
plausibility check(const metric& of, double value);

/// Returns the rule of `check` in words, e.g. "spo2 must be 50 to 100 %".
std::string range_rule(const metric& of, std::string_view name);

/// Returns the metric name of a journal question: `journal_` and the question
/// in lower-case ASCII words. What does not fit is replaced by a hash, so that
/// two questions never share a name.
std::string journal_metric(std::string_view question);

} // namespace auren::ingest

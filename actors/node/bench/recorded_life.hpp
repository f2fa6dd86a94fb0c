#pragma once

#include "storage/backend.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace auren::node::bench {

/// A heart as a chest strap reports it, in whole beats per minute: a day's
/// course, slow wandering (mean-reverting over a minute), breathing and noise.
class simulated_heart {
public:
  explicit simulated_heart(uint64_t seed);

  /// Returns the next second's value.
  double next();

private:
  double gauss();

  uint64_t state_;
  int64_t second_ = 0;
  double wandering_ = 0;
  double noise_ = 0;
};

/// One metric at even steps, with gaps where the device was off.
struct simulated_series {
  std::string metric;
  std::string unit;
  int64_t step_ms = 1000;
  int samples_per_event = 60;
  std::function<double()> next;
};

/// Heart rate once a second, told every minute, off for 20 minutes of a day.
simulated_series heart_every_second();

/// Glucose in whole mg/dL every five minutes, told every hour.
simulated_series glucose_every_five_minutes();

/// The first instant of what is simulated: 2025-01-01T00:00:00Z.
inline constexpr int64_t life_begins_ms = 1'735'689'600'000;

/// Returns the person whose life it is.
storage::person_id simulated_person();

/// Records `days` days of `series`, through the store's append.
/// @returns how many samples there are
uint64_t record(storage::event_repository& log, const simulated_series& series,
                int days);

/// Opens a store in an empty folder with its log and, added, its chunks.
struct sample_store {
  explicit sample_store(const std::string& folder);

  /// Folds what the log has; returns seconds.
  double fold();

  std::shared_ptr<storage::backend> backend;
  std::unique_ptr<storage::event_repository> log;
  std::unique_ptr<storage::projection_store> projections;
};

/// Returns the bytes of a file of the folder and what belongs to it.
double bytes_of(const std::string& folder, const std::string& file);

} // namespace auren::node::bench

#pragma once

#include "storage/projection_store.hpp"
#include "storage/seal/keyring.hpp"

#include <memory>
#include <string>
#include <vector>

namespace auren::storage {

/// What the log holds of one metric of one person.
struct metric_span {
  std::string metric;
  uint64_t samples = 0;
  int64_t first_ms = 0; ///< Unix time of the earliest sample.
  int64_t last_ms = 0;  ///< Unix time of the latest sample.
};

/// Where the samples of a person are in the log. Days are local: whole days
/// since 1970-01-01 of the sample's time plus its UTC offset. What was
/// erased, or never was, is empty. Blocking; one thread at a time.
class sample_index {
public:
  virtual ~sample_index() = default;

  /// Returns the positions of the events that hold samples of `metric` from
  /// `from_day` to `to_day`, both included, ascending, each once.
  virtual caf::expected<std::vector<uint64_t>>
  positions(const person_id& who, std::string_view metric, int32_t from_day,
            int32_t to_day)
    = 0;

  /// Returns every metric of `who`, by name.
  virtual caf::expected<std::vector<metric_span>> metrics(const person_id& who)
    = 0;

  /// Returns the days on which `source` has samples of `metric`, ascending.
  virtual caf::expected<std::vector<int32_t>>
  days(const person_id& who, std::string_view metric, std::string_view source)
    = 0;
};

/// Returns the projection "sample_index", fed by "samples.recorded".
///
/// Its tables hold times, counts and positions, no values; metrics and
/// sources stand there as numbers that only the person's key gives a name.
std::unique_ptr<projection>
make_sample_index(std::shared_ptr<seal::keyring> keys);

/// Returns the number that stands for `who` in a projection's tables: the
/// first 8 bytes of SHA-256 of tenant and person.
int64_t person_number(const person_id& who);

} // namespace auren::storage

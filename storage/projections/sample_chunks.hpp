#pragma once

#include "storage/chunks/day_rollups.hpp"
#include "storage/chunks/sample_columns.hpp"
#include "storage/projection_store.hpp"
#include "storage/seal/keyring.hpp"

#include <memory>
#include <string>
#include <vector>

namespace auren::storage {

/// One metric of a person as one source measured it.
struct series_name {
  std::string metric;
  std::string source;
  std::string unit; ///< Of the latest event.
  friend auto operator<=>(const series_name&, const series_name&) = default;
};

/// Samples and rollups of people, corrections applied. What was erased, or
/// never was, is empty. Days are UTC, both ends included. Blocking; one thread
/// at a time.
class sample_chunks {
public:
  virtual ~sample_chunks() = default;

  /// Returns every series of `who`, by metric and source.
  virtual caf::expected<std::vector<series_name>> series(const person_id& who)
    = 0;

  /// Returns the samples of a series from `from` to `to`.
  virtual caf::expected<chunks::sample_columns>
  samples(const person_id& who, const series_name& of, int64_t from, int64_t to)
    = 0;

  /// Returns the buckets of a series: kept ones, and those of days with few
  /// samples counted again.
  virtual caf::expected<chunks::day_parts>
  rollups(const person_id& who, const series_name& of, chunks::level at,
          int64_t from, int64_t to)
    = 0;
};

/// Name of the projection that `make_sample_chunks` returns.
inline constexpr std::string_view sample_chunks_name = "sample_chunks";

/// Returns the projection "sample_chunks", fed by "samples.recorded".
///
/// Its rows hold sealed chunks and rollups; metrics and sources stand there as
/// numbers that only the person's key gives a name. Days and counts are open.
/// A rebuild with the same keys gives the same bytes.
std::unique_ptr<projection>
make_sample_chunks(std::shared_ptr<seal::keyring> keys);

} // namespace auren::storage

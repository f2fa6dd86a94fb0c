#pragma once

#include "storage/chunks/day_rollups.hpp"
#include "storage/chunks/sample_codec.hpp"
#include "storage/projection_store.hpp"
#include "storage/seal/keyring.hpp"

#include <string_view>
#include <vector>

namespace auren::storage {

/// Where the rows of one metric of one person and source stand, and what they
/// are sealed with.
struct series_place {
  seal::data_key key;
  int64_t person = 0;
  int64_t metric = 0;
  int64_t source = 0;
};

/// Returns the place of a series of `who`, whose key is `key`.
series_place place_of(const person_id& who, const seal::data_key& key,
                      std::string_view metric, std::string_view source);

/// A chunk as the table tells it without opening it: `n` samples of `days` UTC
/// days from `first_day` on.
struct chunk_row {
  int64_t first_day = 0;
  int64_t days = 1;
  int64_t n = 0;
  std::string sealed; ///< Empty when only the rest was read.
};

/// Returns the tables of the projection "sample_chunks".
std::vector<table_spec> chunk_table_specs();

/// Chunks and rollups of one series. Everything throws `failure` for what the
/// database says, and `refusal` (`errc::damaged`) for rows that do not open.
class chunk_tables {
public:
  chunk_tables(projection_tables& tables, series_place place)
    : tables_(tables), place_(std::move(place)) {}

  /// Returns the first UTC day of the newest chunk; `INT64_MIN` without any.
  int64_t newest_day();

  /// Returns the chunks with days from `from` to `to`, oldest first.
  std::vector<chunk_row> chunks(int64_t from, int64_t to);

  /// Returns the same, sealed samples among them.
  std::vector<chunk_row> bodies(int64_t from, int64_t to);

  /// Returns the samples of a row of `bodies`.
  chunks::sample_columns open(const chunk_row& row);

  /// Writes a chunk in place of one of the same first day. Throws `refusal`
  /// (`errc::invalid_value`) for a sample that no chunk can hold.
  void save(int64_t first_day, int64_t days,
            const chunks::sample_columns& samples, chunks::effort how);

  void drop(int64_t first_day);

  /// Returns the stored buckets of UTC days from `from` to `to`.
  chunks::day_parts rollups(chunks::level of, int64_t from, int64_t to);

  /// Puts `parts` in place of the stored ones of their days.
  void save(chunks::level of, const chunks::day_parts& parts);

private:
  std::vector<std::vector<cell>>
  find(const std::string& what, int64_t from, int64_t to);
  std::string bound(std::string_view kind, int64_t first, int64_t second) const;

  projection_tables& tables_;
  series_place place_;
};

/// A UTC day's rollups of minutes and hours are kept from so many samples on:
/// below, to count them again costs less than to read them.
inline constexpr uint64_t dense_day = 2048;

/// Returns whether buckets of a UTC day with `n` samples are kept at a level.
inline bool is_kept(chunks::level of, uint64_t n) {
  return of == chunks::level::day || n >= dense_day;
}

/// Returns how many samples the buckets of one UTC day have.
uint64_t samples_in(const chunks::rollups& part);

} // namespace auren::storage

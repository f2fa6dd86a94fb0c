#include "storage/projections/chunk_tables.hpp"

#include "storage/bytes.hpp"
#include "storage/failure.hpp"
#include "storage/projections/chunk_layout.hpp"
#include "storage/sealed_rows.hpp"

#include <array>

namespace auren::storage {

namespace {

const std::string newest_sql
  = "SELECT first_day FROM sample_chunks WHERE person = ? AND metric = ?"
    " AND source = ? ORDER BY first_day DESC LIMIT 1";
const std::string chunks_sql = "SELECT first_day, days, n";
const std::string bodies_sql = "SELECT first_day, days, n, body";
const std::string among_sql
  = " FROM sample_chunks WHERE person = ? AND metric = ? AND source = ?"
    " AND first_day BETWEEN ? AND ? AND first_day + days > ?"
    " ORDER BY first_day";
const std::string save_sql
  = "INSERT INTO sample_chunks (person, metric, source, first_day, days, n,"
    " body) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (person, metric, source, first_day) DO UPDATE SET"
    " days = excluded.days, n = excluded.n, body = excluded.body";
const std::string drop_sql
  = "DELETE FROM sample_chunks WHERE person = ? AND metric = ? AND source = ?"
    " AND first_day = ?";
const std::string rollups_sql
  = "SELECT first_day, body FROM sample_rollups WHERE person = ?"
    " AND metric = ? AND source = ? AND grain = ? AND first_day BETWEEN ? AND ?"
    " ORDER BY first_day";
const std::string save_rollups_sql
  = "INSERT INTO sample_rollups (person, metric, source, grain, first_day,"
    " body) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (person, metric, source, grain, first_day) DO UPDATE SET"
    " body = excluded.body";

int64_t number(const cell& value) {
  return std::get<int64_t>(value);
}

template <class T>
T undamaged(std::optional<T> found) {
  if (!found)
    throw refusal{caf::make_error(errc::damaged, "a chunk does not decode")};
  return std::move(*found);
}

/// Returns the first day of the row that holds a day's buckets.
int64_t row_of(chunks::level of, int64_t day) {
  return of == chunks::level::minute ? day : window_of(day);
}

} // namespace

series_place place_of(const person_id& who, const seal::data_key& key,
                      std::string_view metric, std::string_view source) {
  return {key, person_number(who), seal::seal_name(key, metric).id,
          seal::seal_name(key, source).id};
}

std::vector<table_spec> chunk_table_specs() {
  return {{"sample_series",
           "CREATE TABLE sample_series (person BIGINT, metric BIGINT,"
           " source BIGINT, position BIGINT, metric_name BLOB,"
           " source_name BLOB, unit BLOB,"
           " PRIMARY KEY (person, metric, source))",
           "person, metric, source"},
          {"sample_chunks",
           "CREATE TABLE sample_chunks (person BIGINT, metric BIGINT,"
           " source BIGINT, first_day BIGINT, days BIGINT, n BIGINT, body BLOB,"
           " PRIMARY KEY (person, metric, source, first_day))",
           "person, metric, source, first_day"},
          {"sample_rollups",
           "CREATE TABLE sample_rollups (person BIGINT, metric BIGINT,"
           " source BIGINT, grain BIGINT, first_day BIGINT, body BLOB,"
           " PRIMARY KEY (person, metric, source, grain, first_day))",
           "person, metric, source, grain, first_day"}};
}

std::string chunk_tables::bound(std::string_view kind, int64_t first,
                                int64_t second) const {
  return byte_writer{}
    .text(kind)
    .number(place_.person)
    .number(place_.metric)
    .number(place_.source)
    .number(first)
    .number(second)
    .take();
}

int64_t chunk_tables::newest_day() {
  std::array<cell, 3> asked{place_.person, place_.metric, place_.source};
  auto found = tables_.rows(newest_sql, asked);
  return found.empty() ? INT64_MIN : number(found[0][0]);
}

std::vector<std::vector<cell>>
chunk_tables::find(const std::string& what, int64_t from, int64_t to) {
  std::array<cell, 6> asked{
    place_.person, place_.metric, place_.source, from - (window_days - 1), to,
    from};
  return tables_.rows(what + among_sql, asked);
}

std::vector<chunk_row> chunk_tables::chunks(int64_t from, int64_t to) {
  std::vector<chunk_row> result;
  for (auto& row : find(chunks_sql, from, to))
    result.push_back({number(row[0]), number(row[1]), number(row[2]), {}});
  return result;
}

std::vector<chunk_row> chunk_tables::bodies(int64_t from, int64_t to) {
  std::vector<chunk_row> result;
  for (auto& row : find(bodies_sql, from, to))
    result.push_back({number(row[0]), number(row[1]), number(row[2]),
                      std::move(std::get<bytes_value>(row[3]).bytes)});
  return result;
}

chunks::sample_columns chunk_tables::open(const chunk_row& row) {
  auto plain = value_of(seal::open(
    place_.key, row.sealed, bound("auren.chunk", row.first_day, row.days)));
  return undamaged(chunks::decode_samples(plain));
}

void chunk_tables::save(int64_t first_day, int64_t days,
                        const chunks::sample_columns& samples,
                        chunks::effort how) {
  auto bytes = chunks::encode(samples, how);
  if (!bytes)
    throw refusal{caf::make_error(errc::invalid_value, "a sample of 64 MiB")};
  auto sealed = seal::seal_repeatably(place_.key, *bytes,
                                      bound("auren.chunk", first_day, days));
  std::array<cell, 7> row{place_.person,
                          place_.metric,
                          place_.source,
                          first_day,
                          days,
                          static_cast<int64_t>(samples.size()),
                          bytes_value{std::move(sealed)}};
  tables_.run(save_sql, row);
}

void chunk_tables::drop(int64_t first_day) {
  std::array<cell, 4> row{place_.person, place_.metric, place_.source,
                          first_day};
  tables_.run(drop_sql, row);
}

chunks::day_parts
chunk_tables::rollups(chunks::level of, int64_t from, int64_t to) {
  auto grain = static_cast<int64_t>(of);
  std::array<cell, 6> asked{place_.person, place_.metric,    place_.source,
                            grain,         row_of(of, from), to};
  chunks::day_parts result;
  for (auto& row : tables_.rows(rollups_sql, asked)) {
    auto plain
      = value_of(seal::open(place_.key, std::get<bytes_value>(row[1]).bytes,
                            bound("auren.rollups", number(row[0]), grain)));
    auto parts = undamaged(chunks::decode_parts(plain));
    auto end = parts.upper_bound(to);
    for (auto at = parts.lower_bound(from); at != end; ++at)
      result.emplace_hint(result.end(), at->first, std::move(at->second));
  }
  return result;
}

void chunk_tables::save(chunks::level of, const chunks::day_parts& parts) {
  auto grain = static_cast<int64_t>(of);
  for (auto at = parts.begin(); at != parts.end();) {
    auto first = row_of(of, at->first);
    auto last = of == chunks::level::minute ? first : first + window_days - 1;
    auto row = rollups(of, first, last);
    for (; at != parts.end() && at->first <= last; ++at)
      row[at->first] = at->second;
    auto sealed = seal::seal_repeatably(place_.key, chunks::encode(row),
                                        bound("auren.rollups", first, grain));
    std::array<cell, 6> cells{place_.person, place_.metric,
                              place_.source, grain,
                              first,         bytes_value{std::move(sealed)}};
    tables_.run(save_rollups_sql, cells);
  }
}

uint64_t samples_in(const chunks::rollups& part) {
  uint64_t n = 0;
  for (auto& bucket : part)
    n += bucket.n;
  return n;
}

} // namespace auren::storage

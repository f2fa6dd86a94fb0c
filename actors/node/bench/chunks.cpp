#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/peer_postgres.hpp"
#include "actors/node/bench/recorded_life.hpp"
#include "storage/postgres/connection.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::node::bench {

namespace {

/// Rows of a table are all of one size: so many tell it.
constexpr uint64_t enough_rows = 1'000'000;

/// Returns the bytes of a table of `n` samples as one usually has it, with its
/// primary key; 0 without a server.
double bytes_of_rows(uint64_t n, int64_t step_ms) {
  peer_postgres peer;
  if (!peer)
    return 0;
  storage::postgres::connection db{peer.uri()};
  db.run("CREATE TEMPORARY TABLE samples (person_id bigint, metric_id"
         " integer, source_id integer, recorded_at timestamptz, value double"
         " precision, utc_offset_s integer,"
         " PRIMARY KEY (person_id, metric_id, source_id, recorded_at))");
  db.run(fmt::format("INSERT INTO samples SELECT 1, 1, 1, to_timestamp(({} +"
                     " i::bigint * {}) / 1000.0), 60 + i % 40, 3600"
                     " FROM generate_series(1, {}) AS i",
                     life_begins_ms, step_ms, n));
  auto found = db.query("SELECT pg_total_relation_size('samples')");
  return static_cast<double>(found.integer(0, 0));
}

void compare(std::vector<figure>& out, const std::string& name,
             const simulated_series& series, int days, double limit) {
  workplace here;
  auto folder = here.path() + "/data";
  uint64_t samples = 0;
  {
    sample_store store{folder};
    samples = record(*store.log, series, days);
    store.fold();
  }
  auto ours = bytes_of(folder, "projections.db");
  auto of_thousand = 1000 * ours / static_cast<double>(samples);
  auto some = std::min(samples, enough_rows);
  auto rows
    = 1000 * bytes_of_rows(some, series.step_ms) / static_cast<double>(some);
  out.push_back({name + ", 1000 samples with rollups", of_thousand, rows, "B",
                 "PostgreSQL rows", true});
  out.push_back(
    {name + ", times smaller", rows / of_thousand, limit, "x", "limit", false});
}

} // namespace

std::vector<figure> chunks() {
  std::vector<figure> result;
  // Few enough days that none is compressed harder for its age.
  compare(result, "heart rate, 1 Hz", heart_every_second(), 40, 30);
  compare(result, "glucose, 5 minutes", glucose_every_five_minutes(), 365, 20);
  return result;
}

} // namespace auren::node::bench

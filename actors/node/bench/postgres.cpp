#include "actors/node/bench/bare_postgres.hpp"
#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/journal.hpp"
#include "actors/node/bench/must.hpp"
#include "actors/node/bench/peer_postgres.hpp"
#include "actors/node/bench/writers.hpp"
#include "storage/postgres/database.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace auren::node::bench {

namespace {

constexpr int in_one_go = 1000;
constexpr int writers = 64;

std::unique_ptr<storage::event_repository>
open(const std::string& uri, const std::string& folder) {
  storage::postgres::database_options options;
  options.uri = uri;
  options.folder = folder;
  return must(storage::postgres::open_events(
    must(storage::postgres::database::open(options))));
}

/// A disk has moods: several rounds, one beside the other, and their medians.
std::vector<figure> beside_copy(peer_postgres& peer) {
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> indexed;
  for (int i = 0; i < 5; ++i) {
    workplace here;
    auto uri = peer.make_database();
    ours.push_back(fill(*open(uri, here.path()), 40'000, in_one_go));
    auto rows = copied_rows(uri);
    bare.push_back(copy_bare(uri, rows, in_one_go, bare_indices::event_id));
    indexed.push_back(copy_bare(uri, rows, in_one_go, bare_indices::all));
  }
  auto name = fmt::format("append, {} to a transaction", in_one_go);
  auto median = quantile(ours, 0.5);
  return {
    {name, median, quantile(bare, 0.5), "events/s", "bare COPY"},
    {name, median, quantile(indexed, 0.5), "events/s", "COPY, our indices"}};
}

figure beside_pgbench(peer_postgres& peer) {
  constexpr int seconds = 5;
  std::vector<double> ours;
  std::vector<double> bare;
  for (int i = 0; i < 3; ++i) {
    workplace here;
    auto uri = peer.make_database();
    std::shared_ptr<storage::event_repository> store = open(uri, here.path());
    fill(*store, 1, 1);
    auto file = here.path() + "/insert.sql";
    std::ofstream{file} << bare_insert(uri, copied_rows(uri).front());
    bare.push_back(peer_postgres::pgbench(uri, file, writers, seconds));
    ours.push_back(append_side_by_side(store, writers, seconds));
  }
  return {fmt::format("single appends, {} writers", writers),
          quantile(ours, 0.5), quantile(bare, 0.5), "events/s",
          "pgbench INSERT"};
}

} // namespace

std::vector<figure> postgres() {
  peer_postgres peer;
  if (!peer)
    throw std::runtime_error{"no PostgreSQL: run it from a checkout, or name"
                             " one in AUREN_BENCH_POSTGRES"};
  auto result = beside_copy(peer);
  result.push_back(beside_pgbench(peer));
  return result;
}

} // namespace auren::node::bench

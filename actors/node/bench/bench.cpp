#include "actors/node/bench/bench.hpp"

#include "actors/node/bench/vectors.hpp"
#include "actors/node/cli/commands.hpp"
#include "actors/node/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace auren::node::bench {

double figure::ratio() const {
  if (other == 0 || ours == 0)
    return 0;
  return less_is_better ? other / ours : ours / other;
}

const std::vector<benchmark>& benchmarks() {
  static const std::vector<benchmark> all = {
    {"append", "Events into the store, beside a bare SQLite loop", append},
    {"postgres", "Events into PostgreSQL, beside COPY and pgbench", postgres},
    {"replay", "Sealed events out of SQLite, opened", replay},
    {"latest", "A metric's latest value, actor to actor", latest},
    {"stream", "From POST to the live stream, critical", post_to_stream},
    {"samples", "Durable samples over HTTP (needs wrk)", samples_over_http},
    {"slow", "A normal request beside 300 slow-loris connections", slow_loris},
    {"apple", "Apple Health XML, 1 GB", apple_health},
    {"chunks", "Samples on disk, beside PostgreSQL rows", chunks},
    {"samplestore", "A year of 1 Hz heart rate: size and reading",
     sample_store_of_a_year},
    {"vectors", "The vector index (AUREN_PEER_CHROMA: a server's URL)",
     vectors},
    {"tiers", "Reading a memory of each tier, and waking up", tiers},
    {"recall", "Evidence among 10 memories (AUREN_LOCOMO: its file)", recall},
  };
  return all;
}

double quantile(std::vector<double>& values, double share) {
  if (values.empty())
    return 0;
  std::ranges::sort(values);
  auto at = static_cast<size_t>(share * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

workplace::workplace() {
  std::string pattern
    = std::filesystem::temp_directory_path() / "auren-bench.XXXXXX";
  path_ = ::mkdtemp(pattern.data());
}

workplace::~workplace() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

} // namespace auren::node::bench

namespace auren::node::cli {

namespace {

void print(const bench::figure& one, bool as_json) {
  if (as_json)
    std::cout << fmt::format("{{\"name\":\"{}\",\"ours\":{},\"other\":{},"
                             "\"unit\":\"{}\",\"against\":\"{}\",\"ratio\":{}}}"
                             "\n",
                             one.name, one.ours, one.other, one.unit,
                             one.against, one.ratio());
  else
    std::cout << fmt::format("{:<44} {:>12.1f} {:<10} {:<16} {:>12.1f} "
                             "{:>8.2f} x\n",
                             one.name, one.ours, one.unit, one.against,
                             one.other, one.ratio());
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (auto& one : bench::benchmarks())
    all.push_back(one.name);
  return all;
}

} // namespace

int bench(const request& asked) {
  bool any = false;
  for (auto& one : bench::benchmarks()) {
    if (!asked.words.empty()
        && std::ranges::find(asked.words, one.name) == asked.words.end())
      continue;
    any = true;
    for (auto& result : one.run())
      print(result, asked.json);
  }
  if (!any)
    complain("there is no such benchmark; try "
             + fmt::format("{}", fmt::join(names(), ", ")));
  return any ? done : usage;
}

} // namespace auren::node::cli

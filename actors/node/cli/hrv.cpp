#include "actors/ingest/hrv.hpp"

#include "actors/node/cli/commands.hpp"
#include "actors/node/command_line.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace auren::node::cli {

namespace {

/// A day of beats is 1 MiB; nobody's series is this long.
constexpr size_t largest_file = 64u << 20;

int refused(const ingest::refusal& why) {
  complain(why.detail);
  return findings;
}

} // namespace

int hrv(const request& asked) {
  std::ifstream file{asked.words.front(), std::ios::binary};
  std::stringstream text;
  if (!file || !(text << file.rdbuf())) {
    complain("cannot read " + asked.words.front());
    return unreachable;
  }
  auto bytes = std::move(text).str();
  if (bytes.size() > largest_file)
    return refused({errc::too_large, "more than 64 MiB are no RR intervals"});
  auto rr = ingest::read_rr(bytes);
  if (auto* why = std::get_if<ingest::refusal>(&rr))
    return refused(*why);
  auto report = ingest::report_hrv(std::get<ingest::rr_series>(rr), asked.raw);
  if (auto* why = std::get_if<ingest::refusal>(&report))
    return refused(*why);
  auto& found = std::get<ingest::hrv_report>(report);
  std::cout << (asked.json ? as_json(found) + '\n' : as_text(found));
  return done;
}

} // namespace auren::node::cli

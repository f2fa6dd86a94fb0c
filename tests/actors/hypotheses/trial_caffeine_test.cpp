#include "actors/hypotheses/statistics.hpp"
#include "actors/hypotheses/trial_test.hpp"
#include "messages/time.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace auren;
using namespace auren::hypotheses;

/// A real trial of one person: 200 mg of caffeine or a sugar pill, 25 times
/// each, randomised and blinded (niplav 2023; see the README beside it).
namespace {

const std::filesystem::path caffeine
  = "../shared/data/n-of-1/caffeine-rct-2023";

using csv_row = std::map<std::string, std::string>;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out{{}};
  bool quoted = false;
  for (char c : line)
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      out.emplace_back();
    else if (c != '\r')
      out.back() += c;
  return out;
}

std::vector<csv_row> rows_of(const char* file) {
  std::ifstream in{caffeine / file};
  std::string line;
  std::getline(in, line);
  auto names = cells_of(line);
  std::vector<csv_row> out;
  while (std::getline(in, line)) {
    auto cells = cells_of(line);
    auto& one = out.emplace_back();
    for (size_t i = 0; i < std::min(cells.size(), names.size()); ++i)
      one[names[i]] = cells[i];
  }
  return out;
}

/// Unix ms; what has no offset is local: CET, from 26 March 2023 on CEST.
int64_t instant_of(std::string text) {
  if (auto at = time::parse(text))
    return at->unix_ms;
  if (text.size() == 16)
    text += ":00";
  auto at = time::parse(text + (text < "2023-03-26T02" ? "+01:00" : "+02:00"));
  REQUIRE_MESSAGE(at, text);
  return at->unix_ms;
}

struct dose {
  int64_t at;
  bool caffeine;
};

std::vector<dose> doses() {
  std::vector<dose> out;
  for (auto& one : rows_of("substances.csv"))
    if (one["experiment"] == "A")
      out.push_back(
        {instant_of(one["datetime"]), one["substance"] == "caffeine"});
  return out;
}

/// A dose with the mean of what followed it: the next entry, or all pings
/// within 14 hours.
std::vector<trial_unit>
outcomes(const char* file, const char* clock, const char* column, bool pings) {
  std::vector<trial_unit> out;
  auto rows = rows_of(file);
  for (auto& given : doses()) {
    double sum = 0;
    int n = 0;
    int64_t first = INT64_MAX;
    for (auto& one : rows) {
      auto at = instant_of(one[clock]);
      if (at < given.at || one[column].empty())
        continue;
      auto value = std::stod(one[column]);
      if (pings && at <= given.at + 14 * 3'600'000)
        sum += value, ++n;
      else if (!pings && at < first)
        first = at, sum = value, n = 1;
    }
    if (n > 0)
      out.push_back({0, given.caffeine, sum / n});
  }
  return out;
}

struct foreseen {
  const char* file;
  const char* clock;
  const char* column;
  bool pings;
  double p; ///< As the README has it, by 20,000 shuffles.
};

const foreseen all_foreseen[]{
  {"meditations.csv", "meditation_start", "concentration_rating", false, 0.020},
  {"meditations.csv", "meditation_start", "mindfulness_rating", false, 0.036},
  {"mental.csv", "datetime", "productivity", false, 0.021},
  {"mental.csv", "datetime", "creativity", false, 0.070},
  {"mood.csv", "date", "happy", true, 0.095},
  {"mood.csv", "date", "content", true, 0.62},
  {"mood.csv", "date", "relaxed", true, 0.91},
};

} // namespace

TEST_SUITE_BEGIN("hypotheses.trial_caffeine");

TEST_CASE("the caffeine trial comes out as its data allow") {
  if (!std::filesystem::exists(caffeine)) {
    MESSAGE("SKIP: " << caffeine << " is not here");
    return;
  }
  REQUIRE_EQ(doses().size(), 50);
  std::vector<double> all;
  for (auto& what : all_foreseen) {
    CAPTURE(what.column);
    auto found = randomisation_test(
      outcomes(what.file, what.clock, what.column, what.pings), 3);
    REQUIRE(found);
    MESSAGE(what.column << ": difference " << found->difference << " ("
                        << found->low << " to " << found->high
                        << "), p = " << found->p);
    CHECK(std::abs(found->p - what.p) < 0.004 + 0.1 * what.p);
    all.push_back(found->p);
  }
  // Seven outcomes were looked at: after correction nothing is left.
  for (bool claimed : bh(all, 0.05))
    CHECK_FALSE(claimed);
}

TEST_SUITE_END();

#include "actors/node/bench/locomo.hpp"

#include "messages/time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace auren::node::bench {

namespace {

using nlohmann::json;

/// Reads "1:56 pm on 8 May, 2023"; the data names no zone.
int64_t began(const std::string& text) {
  static constexpr const char* months[]
    = {"January", "February", "March",     "April",   "May",      "June",
       "July",    "August",   "September", "October", "November", "December"};
  int hour = 0;
  int minute = 0;
  unsigned day = 0;
  int year = 0;
  char half[3] = {};
  char month[16] = {};
  if (std::sscanf(text.c_str(), "%d:%d %2s on %u %15[A-Za-z], %d", &hour,
                  &minute, half, &day, month, &year)
      != 6)
    throw std::runtime_error{"a session without a time"};
  auto at = std::ranges::find(months, std::string_view{month});
  auto number = static_cast<unsigned>(at - std::begin(months)) + 1;
  hour = hour % 12 + (half[0] == 'p' ? 12 : 0);
  auto minutes = int64_t{time::days_from_civil(year, number, day)} * 1440
                 + int64_t{hour} * 60 + minute;
  return minutes * 60'000;
}

void read_session(const json& talk, int n, std::vector<turn>& into) {
  auto name = fmt::format("session_{}", n);
  if (!talk.contains(name))
    return;
  auto start = began(talk.at(name + "_date_time").get<std::string>());
  int number = 0;
  for (auto& one : talk.at(name))
    into.push_back({one.at("dia_id"),
                    one.at("speaker").get<std::string>() + ": "
                      + one.at("text").get<std::string>(),
                    start, number++});
}

/// Evidence is written as ids, now and then several in one text.
std::vector<std::string>
evidence_of(const json& question, const std::vector<turn>& turns) {
  static const std::regex id{R"(D\d+:\d+)"};
  std::vector<std::string> result;
  for (auto& one : question.value("evidence", json::array())) {
    auto text = one.get<std::string>();
    for (std::sregex_iterator at{text.begin(), text.end(), id}, end; at != end;
         ++at)
      if (std::ranges::find(turns, at->str(), &turn::id) != turns.end())
        result.push_back(at->str());
  }
  std::ranges::sort(result);
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

conversation read_one(const json& from) {
  conversation result;
  result.id = from.at("sample_id");
  auto& talk = from.at("conversation");
  for (int n = 1; n < 100; ++n)
    read_session(talk, n, result.turns);
  for (auto& one : from.at("qa")) {
    auto evidence = evidence_of(one, result.turns);
    if (!evidence.empty())
      result.questions.push_back(
        {one.at("question"), one.at("category"), std::move(evidence)});
  }
  return result;
}

} // namespace

const char* category_name(int category) {
  switch (category) {
    case 1: return "several hops";
    case 2: return "time";
    case 3: return "open domain";
    case 4: return "single hop";
    default: return "adversarial";
  }
}

std::vector<conversation> read_locomo(const std::string& path) {
  std::ifstream file{path};
  if (!file)
    throw std::runtime_error{"cannot read " + path};
  std::vector<conversation> result;
  for (auto& one : json::parse(file))
    result.push_back(read_one(one));
  return result;
}

} // namespace auren::node::bench

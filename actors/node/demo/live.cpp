#include "actors/node/demo/truth.hpp"
#include "messages/json.hpp"
#include "messages/time.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>

namespace auren::node::demo {

namespace {

/// Draws that are the same with every standard library.
class dice {
public:
  explicit dice(uint64_t seed) : engine_(seed) {
    // nop
  }
  double uniform() {
    return static_cast<double>(engine_() >> 11) * 0x1.0p-53;
  }
  double normal() { // Box and Muller 1958
    auto radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }
  int poisson(double mean) { // Knuth 1969
    auto limit = std::exp(-mean);
    int n = 0;
    for (double p = uniform(); p > limit; p *= uniform())
      ++n;
    return n;
  }

private:
  std::mt19937_64 engine_;
};

bool weekend(int32_t day) {
  auto weekday = (day % 7 + 7 + 3) % 7; // 1970-01-01 was a Thursday
  return weekday >= 5;
}

/// One metric on its way through the days.
struct course {
  const trait* of;
  double noise = 0;
  std::vector<double> score; ///< How unusual each day was, in its own SD.
};

double spread_of(const trait& one) {
  if (one.chance > 0)
    return std::sqrt(one.chance * (1 - one.chance));
  return one.drinks ? std::sqrt(one.mean) : one.sd;
}

class life {
public:
  explicit life(const truth& of) : truth_(of), dice_(of.seed) {
    for (auto& one : of.traits)
      courses_.push_back({&one, 0, {}});
    // Who is measured earlier on the clock is drawn first, so that a cause
    // of the same day is known before its effect.
    std::ranges::sort(courses_, {}, [](auto& c) { return c.of->minute; });
  }

  simulated_day next(int32_t day) {
    simulated_day result{day, "{\"samples\":["};
    for (auto& one : courses_) {
      auto value = draw(one, day);
      if (dice_.uniform() >= one.of->missing)
        add(result.body, *one.of, day, value);
    }
    result.body += "]}";
    ++age_;
    return result;
  }

private:
  /// What the causes of `effect` add today, in SD of the effect.
  double pushed(const std::string& effect, double& explained) {
    double sum = 0;
    for (auto& one : truth_.effects) {
      if (one.effect != effect)
        continue;
      explained += one.size * one.size;
      auto cause = std::ranges::find(courses_, one.cause,
                                     [](auto& c) { return c.of->name; });
      auto when = age_ - one.lag_days;
      if (when >= 0 && when < static_cast<int>(cause->score.size()))
        sum += one.size * cause->score[static_cast<size_t>(when)];
    }
    return sum;
  }

  double draw(course& one, int32_t day) {
    auto& of = *one.of;
    double explained = 0;
    auto push = pushed(of.name, explained);
    double value = 0;
    double usual = of.mean;
    if (of.chance > 0) {
      usual = of.chance;
      value = dice_.uniform() < of.chance ? 1 : 0;
    } else if (of.drinks) {
      usual = of.mean + (weekend(day) ? of.weekend : 0);
      value = dice_.poisson(usual);
    } else {
      auto fresh = std::sqrt(1 - of.memory * of.memory) * dice_.normal();
      one.noise = of.memory * one.noise + fresh;
      auto rest = std::sqrt(std::max(0.2, 1 - explained));
      usual = of.mean + (weekend(day) ? of.weekend : 0);
      value = usual + of.sd * (push + rest * one.noise);
      value = std::clamp(value, of.low, of.high);
      value = of.whole ? std::round(value) : std::round(value * 100) / 100;
    }
    one.score.push_back((value - usual) / spread_of(of));
    return value;
  }

  static void
  add(std::string& body, const trait& of, int32_t day, double value) {
    if (body.back() != '[')
      body += ',';
    body += "{\"metric\":";
    json::quote(body, of.name);
    body += ",\"time\":";
    auto ms = int64_t{day} * time::day_ms + int64_t{of.minute} * 60'000;
    json::quote(body, time::format(ms));
    char number[32];
    auto n = std::snprintf(number, sizeof number, "%.10g", value);
    body.append(",\"value\":").append(number, static_cast<size_t>(n));
    body += ",\"unit\":";
    json::quote(body, of.unit);
    body += ",\"source\":\"simulator\"}";
  }

  const truth& truth_;
  dice dice_;
  std::vector<course> courses_;
  int age_ = 0;
};

} // namespace

std::vector<simulated_day> live(const truth& of, int32_t last_day) {
  life person{of};
  std::vector<simulated_day> days;
  for (auto day = last_day - of.days + 1; day <= last_day; ++day)
    days.push_back(person.next(day));
  return days;
}

} // namespace auren::node::demo

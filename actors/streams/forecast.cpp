#include "actors/streams/forecast.hpp"

#include "actors/streams/forecast_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::streams {

namespace {

constexpr int32_t first_fit = 42;
constexpr int32_t refit_days = 7;
constexpr uint32_t fewest_days = 30;
/// Days in a row without a value after which nothing is expected.
constexpr int32_t longest_window = 2000;

/// Lives through the days one by one; nothing it says of a day knows the day.
class forecaster {
public:
  explicit forecaster(int32_t horizon)
    : intervals_(static_cast<size_t>(horizon)) {
    // nop
  }

  /// Takes the next day, `number` days after the first.
  void live(int32_t day, int32_t number, std::optional<double> value) {
    settle(day, value);
    if (value) {
      rows_.push_back(past_.of(day));
      values_.push_back(*value);
      days_.push_back(day);
    }
    past_.take(value);
    if (number + 1 >= first_fit && (number + 1 - first_fit) % refit_days == 0)
      fit(day + 1);
    told_.push_back({day, expect(day)});
    if (told_.size() > intervals_.size())
      told_.pop_front();
  }

  /// Returns what is expected of the days after the last.
  std::vector<double> expected() const {
    return told_.empty() ? std::vector<double>{} : told_.back().expected;
  }

  const std::vector<adaptive_interval>& intervals() const {
    return intervals_;
  }

private:
  struct told_day {
    int32_t from;
    std::vector<double> expected;
  };

  void fit(int32_t now) {
    if (values_.size() < fewest_days)
      return;
    std::vector<int32_t> ages;
    for (auto day : days_)
      ages.push_back(now - day);
    model_ = ridge::fit(rows_, values_, ages);
  }

  std::vector<double> expect(int32_t after) const {
    std::vector<double> result;
    auto past = past_;
    for (size_t i = 0; model_ && i < intervals_.size(); ++i) {
      auto day = after + 1 + static_cast<int32_t>(i);
      result.push_back(model_->expect(past.of(day)));
      past.take(result.back());
    }
    return result;
  }

  /// Holds a day against all that was expected of it before.
  void settle(int32_t day, std::optional<double> value) {
    for (auto& told : told_) {
      auto ahead = static_cast<size_t>(day - told.from - 1);
      if (value && ahead < told.expected.size())
        intervals_[ahead].take(std::abs(*value - told.expected[ahead]));
    }
  }

  past_values past_;
  std::optional<ridge> model_;
  std::vector<features> rows_;
  std::vector<double> values_;
  std::vector<int32_t> days_;
  std::deque<told_day> told_;
  std::vector<adaptive_interval> intervals_;
};

/// Returns why nothing can be said of `values`, or nothing.
std::string reason_against(std::span<const day_value> values) {
  if (values.empty())
    return "there are no values";
  auto least = std::ranges::min_element(values, {}, &day_value::value)->value;
  auto most = std::ranges::max_element(values, {}, &day_value::value)->value;
  if (!(most > least))
    return "the values never varied";
  return "";
}

} // namespace

forecast forecast_of(std::span<const day_value> values, int32_t horizon) {
  forecast result;
  result.reason = reason_against(values);
  result.n = static_cast<uint32_t>(values.size());
  if (!result.reason.empty())
    return result;
  auto last = values.back().day;
  auto first = std::max(values.front().day, last - longest_window + 1);
  result.window = static_cast<uint32_t>(last - first + 1);
  forecaster by{horizon};
  auto next = std::ranges::lower_bound(values, first, {}, &day_value::day);
  for (auto day = first; day <= last; ++day) {
    auto here = next != values.end() && next->day == day;
    by.live(day, day - first, here ? std::optional{next->value} : std::nullopt);
    next += here;
  }
  auto expected = by.expected();
  for (size_t i = 0; i < expected.size(); ++i) {
    auto& interval = by.intervals()[i];
    auto reach = interval.reach();
    if (!reach || !std::isfinite(expected[i]))
      break;
    result.inside += interval.inside;
    result.tested += interval.tested;
    result.days.push_back({last + 1 + static_cast<int32_t>(i), expected[i],
                           expected[i] - *reach, expected[i] + *reach});
  }
  if (result.days.empty())
    result.reason
      = fmt::format("{} days with a value within {} are too few: it "
                    "needs six weeks to learn, and then 30 to know "
                    "how far it is off",
                    result.n, result.window);
  return result;
}

} // namespace auren::streams

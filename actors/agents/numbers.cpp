#include "actors/agents/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>

namespace auren::agents {

namespace {

constexpr auto no_unit = std::to_array<std::string_view>(
  {"", "count", "bool", "score", "1-10", "level", "au", "strain", "drinks"});

bool digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

struct parts {
  double hours;
  double minutes;
};

parts split(double minutes) {
  auto whole = std::round(std::abs(minutes));
  return {std::floor(whole / 60), std::fmod(whole, 60)};
}

/// Minutes when the unit is a duration that reads better in two parts.
bool in_parts(double value, std::string_view unit, double& minutes) {
  minutes = unit == "h" ? value * 60 : value;
  return (unit == "h" || unit == "min") && std::abs(minutes) >= 90
         && std::abs(minutes) < 60 * 100;
}

void put(Evidence& e, std::string_view name, double value,
         std::string_view unit) {
  auto* figure = e.add_figures();
  figure->set_name(std::string{name});
  figure->set_value(value);
  figure->set_unit(std::string{unit});
}

bool is_date(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00";
  return text.size() >= shape.size()
         && std::ranges::equal(
           text.substr(0, shape.size()), shape,
           [](char c, char s) { return s == '0' ? digit(c) : c == s; });
}

/// Reads the number that begins at `at`; moves `at` behind it.
number_in_text read_number(std::string_view text, size_t& at) {
  std::string whole;
  int decimals = -1;
  for (; at < text.size(); ++at) {
    bool point = text[at] == '.' && decimals < 0 && at + 1 < text.size()
                 && digit(text[at + 1]);
    if (!digit(text[at]) && !point)
      break;
    whole += text[at];
    decimals = point ? 0 : decimals < 0 ? decimals : decimals + 1;
  }
  // Hundreds of digits are no number of ours: infinite, and no exception.
  return {std::strtod(whole.c_str(), nullptr),
          0.5 * std::pow(10.0, -std::max(decimals, 0))};
}

} // namespace

std::string written(double value) {
  auto size = std::abs(value);
  int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  if (size > 0 && size < 0.01)
    decimals = std::min(12, 2 - static_cast<int>(std::floor(std::log10(size))));
  auto text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') != text.npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
      text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string written(double value, std::string_view unit) {
  if (double minutes; in_parts(value, unit, minutes)) {
    auto [h, m] = split(minutes);
    return fmt::format("{}{:.0f} h {:.0f} min", minutes < 0 ? "-" : "", h, m);
  }
  if (std::ranges::find(no_unit, unit) != no_unit.end())
    return written(value);
  auto shown = unit == "degC" ? std::string_view{"°C"} : unit;
  return fmt::format("{} {}", written(value), shown);
}

void add_figure(Evidence& e, std::string_view name, double value,
                std::string_view unit) {
  if (!std::isfinite(value))
    return;
  put(e, name, value, unit);
  if (double minutes; in_parts(value, unit, minutes)) {
    auto [h, m] = split(minutes);
    put(e, std::string{name} + " hours", h, "h");
    put(e, std::string{name} + " minutes", m, "min");
  }
}

numerals numerals_in(std::string_view text) {
  numerals found;
  for (size_t i = 0; i < text.size();) {
    bool named = i > 0 && (letter(text[i - 1]) || digit(text[i - 1]));
    if (!digit(text[i])) {
      ++i;
    } else if (named) {
      while (i < text.size() && digit(text[i]))
        ++i;
    } else if (is_date(text.substr(i))) {
      found.dates.emplace_back(text.substr(i, 10));
      i += 10;
    } else {
      found.numbers.push_back(read_number(text, i));
    }
  }
  return found;
}

bool has_figure(const Evidence& e, const number_in_text& n) {
  return std::ranges::any_of(e.figures(), [&](auto& figure) {
    auto slack = n.tolerance + 1e-9 * std::abs(figure.value());
    return std::abs(std::abs(figure.value()) - n.value) <= slack;
  });
}

} // namespace auren::agents

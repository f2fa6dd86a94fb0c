#include "actors/hypotheses/table.hpp"

#include "actors/hypotheses/csv.hpp"
#include "actors/hypotheses/readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr std::array<std::string_view, 5> columns{"user", "timestamp", "metric",
                                                  "value", "unit"};
enum column : size_t { user, timestamp, name, value, unit };

using fields = std::vector<std::string_view>;
using header = std::array<size_t, columns.size()>;
constexpr auto nowhere = static_cast<size_t>(-1);

std::variant<header, std::string> read_header(const fields& row) {
  header out;
  out.fill(nowhere);
  for (size_t i = 0; i < columns.size(); ++i)
    if (auto at = std::find(row.begin(), row.end(), columns[i]);
        at != row.end())
      out[i] = static_cast<size_t>(at - row.begin());
  for (auto i : {timestamp, name, value})
    if (out[i] == nowhere)
      return fmt::format("no column \"{}\" in the first line", columns[i]);
  return out;
}

std::string_view field(const fields& row, const header& at, column which) {
  return at[which] < row.size() ? row[at[which]] : std::string_view{};
}

// The metrics of one person in the order of the catalogue, then by name.
std::vector<metric>
arrange(const person_readings& from, const std::vector<metric>* listed) {
  std::vector<metric> out;
  if (listed)
    out = *listed;
  for (const auto& [key, column] : from.columns) {
    auto at = std::ranges::find(out, key, &metric::name);
    if (at == out.end()) {
      at = out.insert(out.end(), metric{});
      at->name = key;
      at->type = infer_type(column.values());
    }
    if (at->unit.empty())
      at->unit = column.unit;
    at->hour = column.usual_hour().value_or(at->hour);
  }
  return out;
}

std::string unusable(const record& data, int64_t span) {
  if (data.metrics.size() < 2)
    return "cannot be known, because there is only one metric";
  if (data.metrics.size() > most_metrics)
    return fmt::format("cannot be known, because {} metrics are more than the "
                       "{} that can be compared",
                       data.metrics.size(), most_metrics);
  if (span > longest_record)
    return fmt::format("cannot be known, because the dates span {} days, more "
                       "than the {} that can be analysed",
                       span, longest_record);
  return {};
}

person_record build(const std::string& person, person_readings& from,
                    const std::vector<metric>* listed) {
  person_record out;
  out.repeated = from.settle();
  auto [first, last] = from.span();
  out.data.person = person, out.data.first_day = first;
  out.data.metrics = arrange(from, listed);
  out.reason = unusable(out.data, last - first + 1);
  if (!out.reason.empty())
    return out;
  out.data.values = Eigen::MatrixXd::Constant(
    last - first + 1, static_cast<Eigen::Index>(out.data.metrics.size()),
    std::nan(""));
  for (const auto& [key, column] : from.columns)
    for (const auto& reading : column.readings)
      out.data.values(reading.day - first, *out.data.find(key)) = reading.value;
  return out;
}

const std::vector<metric>*
listed_for(const std::string& person, const catalogue& known) {
  auto at = known.find(person);
  if (at == known.end() && known.size() == 1)
    at = known.begin(); // one catalogue serves everyone
  return at == known.end() ? nullptr : &at->second;
}

} // namespace

std::variant<table, std::string>
read_table(std::istream& csv, const catalogue& known) {
  csv_reader reader(csv);
  fields row;
  if (!reader.next(row))
    return reader.error().empty() ? "the file is empty" : reader.error();
  auto head = read_header(row);
  if (auto* error = std::get_if<std::string>(&head))
    return *error;
  const auto& at = std::get<header>(head);
  std::map<std::string, person_readings, std::less<>> people;
  table out;
  while (reader.next(row)) {
    auto when = parse_time(field(row, at, timestamp));
    auto number = parse_number(field(row, at, value));
    if (!when || !number || field(row, at, name).empty()) {
      if (out.skipped++ == 0)
        out.first_skipped = reader.line();
      continue;
    }
    auto who = field(row, at, user);
    auto person = people.find(who);
    if (person == people.end())
      person = people.emplace(who, person_readings{}).first;
    person->second.add(field(row, at, name), field(row, at, unit), *when,
                       *number);
  }
  if (!reader.error().empty())
    return reader.error();
  if (people.empty())
    return out.skipped ? fmt::format("no usable row; the first bad one is in "
                                     "line {}",
                                     out.first_skipped)
                       : std::string{"the file has no rows"};
  for (auto& [person, readings] : people)
    out.people.push_back(build(person, readings, listed_for(person, known)));
  return out;
}

} // namespace auren::hypotheses

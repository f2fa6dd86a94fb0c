#include "actors/hypotheses/discover.hpp"

#include "actors/hypotheses/report.hpp"
#include "actors/hypotheses/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace auren::hypotheses {

namespace {

using json = nlohmann::ordered_json;

// Digits that mean something; also what makes the bytes stable to read.
double rounded(double value, int digits) {
  auto scale = std::pow(10.0, digits);
  return std::round(value * scale) / scale;
}

double significant(double value) {
  if (value == 0 || !std::isfinite(value))
    return 0;
  return std::stod(fmt::format("{:.5e}", value));
}

json pair_json(const std::string& person, const finding& f,
               const scientist& who) {
  json out{{"user", person}, {"cause", f.cause}, {"effect", f.effect}};
  if (f.tested) {
    const auto& e = f.strongest;
    out["lag_days"] = e.lag;
    out["effect_size"] = rounded(e.size, 4);
    out["effect_units"] = significant(f.units);
    out["ci_low"] = significant(f.low), out["ci_high"] = significant(f.high);
    out["confidence"] = rounded(f.confidence, 4);
    out["n"] = e.days, out["n_effective"] = rounded(e.n_effective, 1);
    out["robustness"] = rounded(f.robustness, 4);
  }
  out["status"] = to_string(f.now);
  out["experiment"] = f.experiment;
  out["reason"] = f.reason;
  if (f.tested)
    out["sentence"] = f.sentence;
  if (const auto* h = f.hypothesis ? who.find(*f.hypothesis) : nullptr) {
    out["hypothesis"] = h->id;
    out["registered_on"] = date_of(h->what.registered_on);
    out["log_e"] = significant(h->proof.log_e(who.how()));
    out["log_e_refute"] = significant(h->proof.log_refute(who.how()));
    out["evidence_days"] = h->proof.days;
  }
  return out;
}

json person_json(const person_record& person, size_t looks) {
  json out{{"user", person.data.person},
           {"metrics", person.data.metrics.size()},
           {"days", person.data.days()},
           {"looks", looks}};
  if (!person.reason.empty())
    out["status"] = to_string(status::inconclusive), out["reason"]
                                                     = person.reason;
  return out;
}

class answer {
public:
  explicit answer(const settings& how) : how_(how) {}

  void add(const person_record& person) {
    if (person.repeated > 0)
      notes_.push_back(fmt::format("{} readings were not the last of their "
                                   "metric and day: the latest counts",
                                   person.repeated));
    size_t looks = 0;
    if (person.reason.empty())
      looks = live_through(person.data);
    people_.push_back(person_json(person, looks));
  }

  void note_skipped(size_t rows, size_t first) {
    if (rows > 0)
      notes_.push_back(fmt::format("{} rows without a date, metric or finite "
                                   "number were left out, the first in line "
                                   "{}",
                                   rows, first));
  }

  std::string text(bool as_list) const {
    // Names come from a file: bytes that are not UTF-8 must not stop it.
    auto dump = [](const json& tree) {
      return tree.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
    };
    if (as_list)
      return dump(found_);
    return dump({{"discoveries", found_},
                 {"changepoints", shifts_},
                 {"people", people_},
                 {"notes", notes_}});
  }

private:
  size_t live_through(const record& data) {
    scientist who(how_);
    auto lived = who.advance(data, data.first_day + data.days() - 1);
    auto end = conclude(who, data);
    for (const auto& f : end.findings)
      found_.push_back(pair_json(data.person, f, who));
    for (const auto& s : end.shifts)
      shifts_.push_back({{"user", data.person},
                         {"metric", s.metric},
                         {"date", date_of(s.day)},
                         {"size", rounded(s.size, 2)}});
    return lived.looks.size();
  }

  settings how_;
  json found_ = json::array(), shifts_ = json::array();
  json people_ = json::array(), notes_ = json::array();
};

} // namespace

discovered discover(std::istream& csv, std::string_view catalogue_json,
                    const discover_options& options) {
  catalogue known;
  if (!catalogue_json.empty()) {
    auto read = read_catalogue(catalogue_json);
    if (auto* error = std::get_if<std::string>(&read))
      return {{}, *error};
    known = std::move(std::get<catalogue>(read));
  }
  auto read = read_table(csv, known);
  if (auto* error = std::get_if<std::string>(&read))
    return {{}, *error};
  const auto& rows = std::get<table>(read);
  answer out(options.how);
  bool any = options.only.empty();
  for (const auto& person : rows.people)
    if (options.only.empty() || person.data.person == options.only) {
      out.add(person);
      any = true;
    }
  if (!any)
    return {{}, "the table has no rows of user " + options.only};
  out.note_skipped(rows.skipped, rows.first_skipped);
  return {out.text(options.as_list), {}};
}

} // namespace auren::hypotheses

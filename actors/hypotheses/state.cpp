#include "actors/hypotheses/scientist.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace auren::hypotheses {

namespace {

using json = nlohmann::ordered_json;

constexpr int version = 1;

json write(const std::vector<control>& controls) {
  auto out = json::array();
  for (const auto& c : controls)
    out.push_back({c.metric, c.lag});
  return out;
}

void read(const json& from, std::vector<control>& out) {
  for (const auto& c : from)
    out.push_back({c.at(0).get<std::string>(), c.at(1).get<int>()});
}

// Names one field once, for both directions.
template <class Fields, class Of>
void visit(Fields&& field,
           Of& p) requires std::is_same_v<std::remove_const_t<Of>, prediction> {
  field("cause", p.cause), field("effect", p.effect);
  field("lag_days", p.lag_days), field("direction", p.direction);
  field("expected_size", p.expected_size);
  field("expected_units", p.expected_units);
  field("next_low", p.next_low), field("next_high", p.next_high);
  field("rationale", p.rationale), field("proposer", p.proposer);
  field("registered_on", p.registered_on), field("model", p.model);
  field("controls", p.controls), field("would_refute", p.would_refute);
}

template <class Fields, class Of>
void visit(Fields&& field,
           Of& e) requires std::is_same_v<std::remove_const_t<Of>, evidence> {
  field("sum", e.sum), field("squares", e.squares);
  field("short_sum", e.short_sum), field("short_squares", e.short_squares);
  field("decay", e.decay), field("days", e.days);
  field("cause_level", e.cause_level), field("cause_weight", e.cause_weight);
}

template <class Fields, class Of>
void visit(Fields&& field, Of& m) requires
  std::is_same_v<std::remove_const_t<Of>, nuisance_model> {
  field("controls", m.controls), field("effect_weights", m.effect_weights);
  field("cause_weights", m.cause_weights);
  field("effect_sd", m.effect_sd), field("cause_sd", m.cause_sd);
}

template <class Fields, class Of>
void visit(Fields&& field, Of& n) requires
  std::is_same_v<std::remove_const_t<Of>, look_numbers> {
  field("day", n.day), field("tested", n.tested), field("p", n.p);
  field("passes", n.passes), field("reverse", n.reverse);
  field("faded", n.faded), field("opposite", n.opposite);
  field("posterior", n.posterior), field("lag", n.at_lag.lag);
  field("size", n.at_lag.size), field("error", n.at_lag.error);
  field("lag_p", n.at_lag.p), field("df", n.at_lag.df);
  field("days", n.at_lag.days), field("n_effective", n.at_lag.n_effective);
  field("units_per_size", n.units_per_size), field("cause_sd", n.cause_sd);
}

template <class Of>
json write_fields(const Of& of) {
  json out;
  visit(
    [&](const char* name, const auto& value) {
      if constexpr (std::is_same_v<std::decay_t<decltype(value)>,
                                   std::vector<control>>)
        out[name] = write(value);
      else
        out[name] = value;
    },
    of);
  return out;
}

// Evidence that was stored earlier has no level of the cause yet.
bool added_later(std::string_view name) {
  return name == "cause_level" || name == "cause_weight";
}

template <class Of>
Of read_fields(const json& from) {
  Of out;
  visit(
    [&](const char* name, auto& value) {
      if constexpr (std::is_same_v<std::decay_t<decltype(value)>,
                                   std::vector<control>>)
        read(from.at(name), value);
      else if (from.contains(name) || !added_later(name))
        from.at(name).get_to(value);
    },
    out);
  return out;
}

json write(const hypothesis& h) {
  json out{{"id", h.id},
           {"status", to_string(h.now)},
           {"reason", h.reason},
           {"since", h.since},
           {"last_evidence", h.last_evidence},
           {"refuted_once", h.refuted_once},
           {"claimed_on", h.claimed_on}};
  out["prediction"] = write_fields(h.what);
  out["evidence"] = write_fields(h.proof);
  if (h.model)
    out["model"] = write_fields(*h.model);
  out["last"] = write_fields(h.last);
  return out;
}

hypothesis read_hypothesis(const json& from) {
  hypothesis h;
  h.id = from.at("id").get<std::string>();
  h.now = status_of(from.at("status").get<std::string>()).value();
  h.reason = from.at("reason").get<std::string>();
  h.since = from.at("since").get<int64_t>();
  h.last_evidence = from.at("last_evidence").get<int64_t>();
  h.refuted_once = from.at("refuted_once").get<bool>();
  h.claimed_on = from.at("claimed_on").get<int64_t>();
  h.what = read_fields<prediction>(from.at("prediction"));
  h.proof = read_fields<evidence>(from.at("evidence"));
  if (from.contains("model"))
    h.model = read_fields<nuisance_model>(from.at("model"));
  h.last = read_fields<look_numbers>(from.at("last"));
  return h;
}

} // namespace

std::string to_string(const hypothesis& h) {
  return write(h).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<hypothesis> hypothesis_from(std::string_view text) {
  try {
    return read_hypothesis(json::parse(text));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::string scientist::to_string() const {
  json out{{"version", version},
           {"started", started_},
           {"start", start_},
           {"next", next_}};
  out["hypotheses"] = json::array();
  for (const auto& h : hypotheses_)
    out["hypotheses"].push_back(write(h));
  out["claims"] = json::array();
  for (const auto& [pair, day] : claims_)
    out["claims"].push_back({pair.first, pair.second, day});
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<scientist>
scientist::from_string(std::string_view text, settings how) {
  try {
    auto from = json::parse(text);
    if (from.at("version").get<int>() != version)
      return std::nullopt;
    scientist out(how);
    out.started_ = from.at("started").get<bool>();
    out.start_ = from.at("start").get<int64_t>();
    out.next_ = from.at("next").get<int64_t>();
    for (const auto& h : from.at("hypotheses"))
      out.hypotheses_.push_back(read_hypothesis(h));
    for (const auto& c : from.at("claims"))
      out.claims_[{c.at(0).get<std::string>(), c.at(1).get<std::string>()}]
        = c.at(2).get<int64_t>();
    return out;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

} // namespace auren::hypotheses

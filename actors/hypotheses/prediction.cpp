#include "actors/hypotheses/prediction.hpp"

#include "actors/hypotheses/settings.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <sodium.h>

namespace auren::hypotheses {

namespace {

constexpr double normal_95 = 1.959964;
// Cohen's "small to medium"; the decision does not depend on it, only what
// counts as refuted does.
constexpr double unmeasured_size = 0.2;

std::string quoted(const std::string& text) {
  // Bytes that are not UTF-8 must not stop a registration.
  return nlohmann::json(text).dump(-1, ' ', true,
                                   nlohmann::json::error_handler_t::replace);
}

void complete(prediction& what, double error) {
  auto spread = normal_95 * std::sqrt(error * error + 1.0 / predicted_days);
  what.next_low = what.expected_size - spread;
  what.next_high = what.expected_size + spread;
  what.model = model_version;
  what.would_refute = fmt::format(
    "days after registration that speak 20 to 1 against an effect of at least "
    "{:.2g} SD per SD ({}) {}",
    std::max(0.1, std::abs(what.expected_size)) / 2,
    what.direction > 0 ? "more with more" : "less with more",
    words::days_later(what.lag_days));
}

} // namespace

std::string canonical(const prediction& what) {
  std::string out;
  auto line = [&](std::string_view name, const auto& value) {
    out += fmt::format("{}: {}\n", name, value);
  };
  line("cause", quoted(what.cause));
  line("effect", quoted(what.effect));
  line("lag_days", what.lag_days);
  line("direction", what.direction);
  line("expected_size", what.expected_size);
  line("expected_units", what.expected_units);
  line("next_low", what.next_low);
  line("next_high", what.next_high);
  line("rationale", quoted(what.rationale));
  line("proposer", quoted(what.proposer));
  line("registered_on", date_of(what.registered_on));
  line("model", what.model);
  for (const auto& c : what.controls)
    line("control", fmt::format("{}@{}", quoted(c.metric), c.lag));
  line("would_refute", quoted(what.would_refute));
  return out;
}

std::string id_of(const prediction& what) {
  auto text = canonical(what);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(),
                     reinterpret_cast<const unsigned char*>(text.data()),
                     text.size());
  std::string out;
  for (auto byte : hash)
    out += fmt::format("{:02x}", byte);
  return out;
}

void expect(prediction& what, const estimate& from, double units_per_size) {
  what.lag_days = from.lag;
  what.direction = from.size > 0 ? 1 : -1;
  what.expected_size = from.size;
  what.expected_units = from.size * units_per_size;
  complete(what, from.error);
}

void expect_unmeasured(prediction& what) {
  what.expected_size = what.direction * unmeasured_size;
  complete(what, 0);
}

} // namespace auren::hypotheses

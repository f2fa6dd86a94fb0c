#include "actors/ingest/behaviour.hpp"

#include "actors/ingest/catalogue.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace auren::ingest {

namespace {

/// Who enters by hand; an import's entries name the export.
constexpr auto by_hand = "person";

std::string text_of(const nlohmann::json& data, const char* name) {
  auto found = data.find(name);
  return found != data.end() && found->is_string() ? found->get<std::string>()
                                                   : std::string{};
}

std::optional<bool> answer_of(const nlohmann::json& data) {
  auto found = data.find("answer");
  if (found == data.end())
    return std::nullopt;
  if (found->is_boolean())
    return found->get<bool>();
  auto word = text_of(data, "answer");
  std::ranges::transform(word, word.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (word == "yes" || word == "no")
    return word == "yes";
  return std::nullopt;
}

std::string metric_of(const RecordEntry& entry, const nlohmann::json& data) {
  auto named = text_of(data, "metric");
  if (auto* known = catalogue::standard().find(named);
      known != nullptr && known->dynamic && named != known->name)
    return named;
  if (auto question = text_of(data, "question"); !question.empty())
    return journal_metric(question);
  return entry.type() == "journal" ? "" : journal_metric(entry.type());
}

} // namespace

SamplesRecorded behaviour_of(const RecordEntry& entry) {
  SamplesRecorded result;
  auto data = nlohmann::json::parse(entry.data_json(), nullptr, false);
  if (entry.source() != by_hand || entry.type() == "symptom"
      || !data.is_object())
    return result;
  auto answer = answer_of(data);
  auto metric = metric_of(entry, data);
  if (!answer || metric.empty())
    return result;
  auto& series = *result.add_series();
  series.set_metric(metric);
  series.set_unit(catalogue::standard().find(metric)->unit);
  series.set_source(entry.source());
  series.set_first_ms(entry.time_ms());
  series.add_step_ms(0);
  series.add_value(*answer ? 1 : 0);
  series.add_utc_offset_s(entry.utc_offset_s());
  return result;
}

} // namespace auren::ingest

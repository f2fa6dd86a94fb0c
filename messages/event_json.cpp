#include "messages/event_json.hpp"

#include "messages/event_types.hpp"
#include "messages/hypotheses.pb.h"
#include "messages/ids.hpp"
#include "messages/ingest.pb.h"
#include "messages/json.hpp"
#include "messages/time.hpp"

namespace auren::events {

namespace {

void field(std::string& out, std::string_view name, std::string_view text) {
  out += ',';
  json::quote(out, name);
  out += ':';
  json::quote(out, text);
}

void number(std::string& out, std::string_view name, uint64_t value) {
  out += ',';
  json::quote(out, name);
  out += ':' + std::to_string(value);
}

/// One metric's part of a batch: how many, from when to when, the last value.
void summary(std::string& out, const ingest::Series& series) {
  auto n = series.value_size();
  auto last_ms = series.first_ms();
  for (auto step : series.step_ms())
    last_ms += step;
  auto offset = series.utc_offset_s_size() > 0 ? series.utc_offset_s(0) : 0;
  out += "{\"metric\":";
  json::quote(out, series.metric());
  field(out, "unit", series.unit());
  field(out, "source", series.source());
  number(out, "count", static_cast<uint64_t>(n));
  field(out, "first", time::format(series.first_ms(), offset));
  field(out, "last", time::format(last_ms, offset));
  if (n > 0) {
    char text[32];
    auto size = std::snprintf(text, sizeof text, "%.10g", series.value(n - 1));
    out += ",\"value\":";
    out.append(text, static_cast<size_t>(size));
  }
  out += '}';
}

std::string samples(const ingest::SamplesRecorded& batch) {
  std::string out = "{\"series\":[";
  for (auto& series : batch.series()) {
    if (out.back() != '[')
      out += ',';
    summary(out, series);
  }
  out += ']';
  if (!batch.import_id().empty())
    field(out, "import_id", batch.import_id());
  return out += '}';
}

std::string data(const Event& event) {
  auto payload = decode(event);
  if (payload == nullptr)
    return "null"; // erased, or of a newer version than this program
  if (event.type() == "samples.recorded")
    return samples(static_cast<const ingest::SamplesRecorded&>(*payload));
  if (event.type() == "hypothesis.looked"
      || event.type() == "hypothesis.recounted")
    static_cast<hypotheses::Looked&>(*payload).clear_state();
  if (event.type().starts_with("experiment."))
    static_cast<hypotheses::ExperimentChanged&>(*payload).clear_seed();
  return json::write(*payload);
}

} // namespace

std::string to_json(const Event& event) {
  std::string out = "{\"position\":" + std::to_string(event.position());
  field(out, "event_id", ids::dashed(event.event_id()));
  field(out, "class", Class::Value_Name(event.class_()));
  field(out, "type", event.type());
  field(out, "time",
        time::format(event.occurred_at_us() / 1000, event.utc_offset_s()));
  field(out, "stream", event.stream());
  field(out, "trace_id", event.trace_id());
  out += ",\"data\":";
  return out += data(event) + '}';
}

} // namespace auren::events

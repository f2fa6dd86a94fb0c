#include "actors/ingest/recorded.hpp"

#include "messages/ids.hpp"
#include "messages/time.hpp"

namespace auren::ingest {

namespace {

events::Event
event_of(const Context& context, std::string_view stream, std::string type,
         const google::protobuf::Message& fact) {
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_tenant(context.tenant());
  event.set_person(context.person());
  event.set_stream("person/" + context.person() + '/' + std::string{stream});
  event.set_type(std::move(type));
  event.set_occurred_at_us(time::now_us());
  event.set_trace_id(context.trace_id());
  event.set_payload(fact.SerializeAsString());
  return event;
}

/// The instant and offset of the newest sample: when a batch "occurred".
void stamp(events::Event& event, const SamplesRecorded& batch) {
  int64_t newest = INT64_MIN;
  for (auto& series : batch.series()) {
    auto last = series.first_ms();
    for (auto step : series.step_ms())
      last += step;
    if (last <= newest)
      continue;
    newest = last;
    auto n = series.utc_offset_s_size();
    event.set_utc_offset_s(n > 0 ? series.utc_offset_s(n - 1) : 0);
  }
  if (newest != INT64_MIN)
    event.set_occurred_at_us(newest * 1000);
}

} // namespace

events::Event
samples_event(const Context& context, const SamplesRecorded& batch) {
  auto event = event_of(context, "biometrics", "samples.recorded", batch);
  stamp(event, batch);
  return event;
}

events::Event entry_event(const RecordEntry& command) {
  JournalRecorded fact;
  fact.set_type(command.type());
  fact.set_time_ms(command.time_ms());
  fact.set_utc_offset_s(command.utc_offset_s());
  fact.set_data_json(command.data_json());
  fact.set_source(command.source());
  // A symptom is told at once: it may be a red flag.
  auto type
    = command.type() == "symptom" ? "symptom.recorded" : "journal.recorded";
  auto event = event_of(command.context(), "journal", type, fact);
  event.set_occurred_at_us(command.time_ms() * 1000);
  event.set_utc_offset_s(command.utc_offset_s());
  return event;
}

events::Event rejected_event(const RecordSamples& command) {
  SamplesRejected fact;
  fact.set_import_id(command.import_id());
  for (auto& rejection : command.rejected())
    ++(*fact.mutable_by_code())[rejection.code()];
  return event_of(command.context(), "biometrics", "samples.rejected", fact);
}

events::Event
doubted_event(const Context& context, const std::vector<Doubt>& doubts,
              const std::string& import_id) {
  SamplesDoubted fact;
  fact.mutable_doubts()->Add(doubts.begin(), doubts.end());
  fact.set_import_id(import_id);
  return event_of(context, "biometrics", "samples.doubted", fact);
}

events::Event
device_event(const Context& context, const DeviceChanged& change) {
  return event_of(context, "biometrics", "device.changed", change);
}

events::Event settled_event(const SettleDoubt& command) {
  auto fact = command;
  fact.clear_context();
  return event_of(command.context(), "biometrics", "samples.settled", fact);
}

} // namespace auren::ingest

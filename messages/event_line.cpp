#include "messages/event_line.hpp"

#include "messages/event_types.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>

namespace auren::exports {

namespace {

using google::protobuf::Message;
using google::protobuf::StringPiece;
using google::protobuf::util::TimeUtil;

/// The same message gives the same bytes: maps are in the order of their keys.
std::string bits_of(const Message& message) {
  std::string out;
  {
    google::protobuf::io::StringOutputStream to{&out};
    google::protobuf::io::CodedOutputStream coded{&to};
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return out;
}

std::string to_json(const Message& message) {
  google::protobuf::util::JsonPrintOptions how;
  how.preserve_proto_field_names = true;
  std::string out;
  auto done = google::protobuf::util::MessageToJsonString(message, &out, how);
  return done.ok() ? out : std::string{};
}

/// Whether JSON gives back every bit of `payload`.
bool survives(const Message& payload) {
  std::unique_ptr<Message> again{payload.New()};
  auto text = to_json(payload);
  auto read = google::protobuf::util::JsonStringToMessage(
    StringPiece{text.data(), text.size()}, again.get());
  return !text.empty() && read.ok() && bits_of(*again) == bits_of(payload);
}

} // namespace

Event exported(const events::Event& event) {
  Event line;
  line.set_event_id(event.event_id());
  line.set_stream(event.stream());
  line.set_version(event.version());
  line.set_position(event.position());
  line.set_type(event.type());
  *line.mutable_occurred_at()
    = TimeUtil::MicrosecondsToTimestamp(event.occurred_at_us());
  line.set_utc_offset_s(event.utc_offset_s());
  if (event.recorded_at_us() != 0)
    *line.mutable_recorded_at()
      = TimeUtil::MicrosecondsToTimestamp(event.recorded_at_us());
  line.set_causation_id(event.causation_id());
  line.set_trace_id(event.trace_id());
  line.set_algorithm(event.algorithm());
  auto payload = events::decode(event);
  if (payload == nullptr || !survives(*payload)) {
    line.set_payload(event.payload());
    return line;
  }
  // Not by PackFrom: maps would come in another order each time.
  line.mutable_data()->set_type_url("type.googleapis.com/"
                                    + payload->GetDescriptor()->full_name());
  line.mutable_data()->set_value(bits_of(*payload));
  return line;
}

std::optional<events::Event> imported(const Event& line) {
  auto* type = events::find_event_type(line.type());
  if (type == nullptr)
    return std::nullopt;
  events::Event event;
  event.set_event_id(line.event_id());
  event.set_stream(line.stream());
  event.set_type(line.type());
  event.set_occurred_at_us(
    TimeUtil::TimestampToMicroseconds(line.occurred_at()));
  event.set_utc_offset_s(line.utc_offset_s());
  event.set_recorded_at_us(
    TimeUtil::TimestampToMicroseconds(line.recorded_at()));
  event.set_causation_id(line.causation_id());
  event.set_trace_id(line.trace_id());
  event.set_algorithm(line.algorithm());
  event.set_payload(line.payload());
  if (line.has_data()) {
    std::unique_ptr<Message> payload{type->payload->New()};
    if (!line.data().UnpackTo(payload.get()))
      return std::nullopt;
    event.set_payload(bits_of(*payload));
  }
  return event;
}

std::string to_text(const Line& line) {
  return to_json(line) + '\n';
}

std::optional<Line> parse_line(std::string_view text) {
  Line line;
  auto read = google::protobuf::util::JsonStringToMessage(
    StringPiece{text.data(), text.size()}, &line);
  if (!read.ok())
    return std::nullopt;
  return line;
}

Line end_line(uint64_t events, uint64_t position, std::string hash) {
  Line line;
  line.mutable_end()->set_events(events);
  line.mutable_end()->set_position(position);
  line.mutable_end()->set_sha256(std::move(hash));
  return line;
}

} // namespace auren::exports

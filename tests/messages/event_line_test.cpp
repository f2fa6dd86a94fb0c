#include "messages/event_line.hpp"
#include "messages/event_types.hpp"
#include "messages/ids.hpp"
#include "messages/ingest.pb.h"
#include "messages/memory.pb.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <random>

using namespace auren;

namespace {

events::Event
event_of(std::string type, const google::protobuf::Message& fact) {
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_stream("person/me/biometrics");
  event.set_type(std::move(type));
  event.set_occurred_at_us(1'700'000'000'123'456);
  event.set_utc_offset_s(-19'800);
  event.set_recorded_at_us(1'700'000'001'000'001);
  event.set_trace_id("00ff");
  event.set_payload(fact.SerializeAsString());
  return event;
}

/// Through text and back.
std::optional<events::Event> told_again(const events::Event& event) {
  exports::Line line;
  *line.mutable_event() = exports::exported(event);
  auto text = exports::to_text(line);
  CHECK_EQ(text.find('\n'), text.size() - 1);
  auto read = exports::parse_line(text);
  REQUIRE(read);
  return exports::imported(read->event());
}

ingest::SamplesRecorded samples(std::mt19937_64& random) {
  ingest::SamplesRecorded batch;
  auto& series = *batch.add_series();
  series.set_metric("heart_rate");
  series.set_source("w\"atch\n\xE2\x82\xAC");
  series.set_first_ms(static_cast<int64_t>(random() % 4'000'000'000'000));
  for (int i = 0; i < 50; ++i) {
    series.add_step_ms(static_cast<int64_t>(random() >> 20) - (1ll << 43));
    auto value = std::bit_cast<double>(random());
    series.add_value(std::isnan(value) ? -0.0 : value);
    series.add_external_id("x" + std::to_string(random() % 3));
  }
  return batch;
}

} // namespace

TEST_SUITE_BEGIN("messages.event_line");

TEST_CASE("an exported event comes back bit by bit") {
  std::mt19937_64 random{17};
  for (int i = 0; i < 200; ++i) {
    auto event = event_of("samples.recorded", samples(random));
    auto again = told_again(event);
    REQUIRE(again);
    CHECK_EQ(again->SerializeAsString(), event.SerializeAsString());
  }
}

TEST_CASE("what JSON has a name for is decoded") {
  memory::MemoryStored fact;
  fact.mutable_memory()->set_text("coffee");
  fact.mutable_memory()->set_importance(0);
  exports::Line line;
  *line.mutable_event() = exports::exported(event_of("memory.stored", fact));
  CHECK(line.event().payload().empty());
  auto text = exports::to_text(line);
  CHECK_NE(text.find(R"("text":"coffee","importance":0)"), text.npos);
  CHECK_NE(text.find(R"("occurred_at":"2023-11-14T22:13:20.123456Z")"),
           text.npos);
}

TEST_CASE("what JSON would not give back goes as bytes") {
  // A field of a newer program, and bytes that are no message at all.
  for (std::string payload : {"\xfa\x7f\x03new", "\xff\xff"}) {
    auto event = event_of("memory.stored", memory::MemoryStored{});
    event.set_payload(payload);
    auto line = exports::exported(event);
    CHECK_FALSE(line.has_data());
    CHECK_EQ(line.payload(), payload);
    auto again = told_again(event);
    REQUIRE(again);
    CHECK_EQ(again->payload(), payload);
  }
}

TEST_CASE("every type of event can be told") {
  for (auto& type : events::event_types()) {
    auto event = event_of(std::string{type.name}, *type.payload);
    auto again = told_again(event);
    REQUIRE_MESSAGE(again, type.name);
    CHECK_EQ(again->SerializeAsString(), event.SerializeAsString());
  }
  auto line = exports::exported(event_of("no.such", memory::MemoryStored{}));
  CHECK_FALSE(exports::imported(line));
}

TEST_CASE("the first bytes are those by which an export is known") {
  exports::Line line;
  line.mutable_header()->set_format(std::string{exports::format_name});
  line.mutable_header()->set_version(exports::format_version);
  CHECK(exports::to_text(line).starts_with(exports::first_bytes));
  CHECK_FALSE(exports::parse_line("{\"header\":"));
  CHECK_FALSE(exports::parse_line("{\"nonsense\":{}}"));
}

TEST_SUITE_END();

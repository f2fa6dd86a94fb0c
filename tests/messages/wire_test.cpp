#include "messages/json.hpp"
#include "messages/type_ids.hpp"
#include "tests/support/deterministic.hpp"
#include "tests/support/fill.hpp"

#include <random>

using namespace auren;

namespace {

using google::protobuf::Message;

/// Sends one message type through CAF's bytes; `checked` counts it.
template <class T>
void check(test::deterministic& world, std::mt19937& random, int& checked) {
  if constexpr (std::is_base_of_v<Message, T>) {
    T original;
    test::fill(original, random);
    auto copy = world.roundtrip(original);
    CHECK_EQ(copy.SerializeAsString(), original.SerializeAsString());
    CHECK_EQ(caf::deep_to_string(original),
             original.GetTypeName() + "["
               + std::to_string(original.ByteSizeLong()) + "B]");
    ++checked;
  }
}

template <uint16_t... Is>
int check_all(test::deterministic& world,
              std::integer_sequence<uint16_t, Is...>) {
  std::mt19937 random{7};
  int checked = 0;
  (check<typename caf::type_by_id<caf::first_custom_type_id + Is>::type>(
     world, random, checked),
   ...);
  return checked;
}

} // namespace

TEST_SUITE_BEGIN("messages.wire");

TEST_CASE_FIXTURE(test::deterministic,
                  "every wire type survives the wire and prints no content") {
  constexpr auto n = caf::id_block::auren::end - caf::id_block::auren::begin;
  auto checked = check_all(*this, std::make_integer_sequence<uint16_t, n>{});
  CHECK_GE(checked, 100);
  CHECK_EQ(checked, n - 1); // all but errc
}

TEST_CASE_FIXTURE(test::deterministic,
                  "a message can be made and told by its name alone") {
  auto made = wire::new_message("auren.events.Appended");
  REQUIRE(made);
  dynamic_cast<events::Appended&>(*made).set_position(123);
  auto told = wire::carried(system, *made);
  REQUIRE(told);
  REQUIRE(told->match_elements<events::Appended>());
  CHECK_EQ(told->get_as<events::Appended>(0).position(), 123);
  CHECK_FALSE(wire::new_message("auren.events.Nothing"));
  auto unknown = wire::new_message("google.protobuf.FileDescriptorProto");
  REQUIRE(unknown);
  CHECK_FALSE(wire::carried(system, *unknown));
}

TEST_CASE("JSON has the names of the .proto and numbers for positions") {
  events::Appended message;
  message.set_position(123);
  CHECK_EQ(json::write(message),
           R"({"position":123,"version":0,"duplicates":0,"replayed":false,)"
           R"("reply":""})");
}

TEST_CASE("JSON writes maps in the order of their keys") {
  ingest::ImportProgress message;
  for (auto name : {"steps", "weight", "caffeine", "heart_rate"})
    (*message.mutable_metrics())[name] = 1;
  CHECK(json::write(message).find(R"({"caffeine":1,"heart_rate":1,"steps":1,)"
                                  R"("weight":1})")
        != std::string::npos);
}

TEST_CASE("JSON escapes and mends text") {
  std::string out;
  json::quote(out, "a\"\\\n\xff\u00e9");
  CHECK_EQ(out, "\"a\\\"\\\\\\u000a\xEF\xBF\xBD\u00e9\"");
}

TEST_SUITE_END();

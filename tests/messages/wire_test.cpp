#include "messages/json.hpp"
#include "messages/type_ids.hpp"
#include "tests/support/deterministic.hpp"

#include <random>

using namespace auren;

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Fills every field with something that is not its default.
void fill(Message& m, std::mt19937& random, int depth = 0) {
  auto* r = m.GetReflection();
  for (int i = 0; i < m.GetDescriptor()->field_count(); ++i) {
    auto* f = m.GetDescriptor()->field(i);
    auto number = static_cast<int>(random() % 1000 + 1);
    auto text = "t" + std::to_string(number);
    if (f->is_map() || (f->message_type() != nullptr && depth > 2))
      continue;
    bool many = f->is_repeated();
    switch (f->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        many ? r->AddInt32(&m, f, number) : r->SetInt32(&m, f, number);
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        many ? r->AddInt64(&m, f, number) : r->SetInt64(&m, f, number);
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        many ? r->AddUInt32(&m, f, 7) : r->SetUInt32(&m, f, 7);
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        many ? r->AddUInt64(&m, f, 8) : r->SetUInt64(&m, f, 8);
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        many ? r->AddDouble(&m, f, 1.5) : r->SetDouble(&m, f, number / 3.0);
        break;
      case FieldDescriptor::CPPTYPE_FLOAT:
        if (many)
          r->AddFloat(&m, f, 0.5f);
        break;
      case FieldDescriptor::CPPTYPE_BOOL: r->SetBool(&m, f, true); break;
      case FieldDescriptor::CPPTYPE_ENUM:
        many ? r->AddEnumValue(&m, f, 1) : r->SetEnumValue(&m, f, 1);
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        many ? r->AddString(&m, f, text) : r->SetString(&m, f, text);
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        fill(many ? *r->AddMessage(&m, f) : *r->MutableMessage(&m, f), random,
             depth + 1);
        break;
    }
  }
}

/// Sends one message type through CAF's bytes; `checked` counts it.
template <class T>
void check(test::deterministic& world, std::mt19937& random, int& checked) {
  if constexpr (std::is_base_of_v<Message, T>) {
    T original;
    fill(original, random);
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

#include "messages/event_types.hpp"
#include "messages/ids.hpp"
#include "tests/support/fill.hpp"

#include <doctest/doctest.h>
#include <google/protobuf/text_format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace auren;
using google::protobuf::Message;

namespace {

/// Payloads as they were once written: `TYPE.N.txt`, its bytes in hex on a line
/// of its own, then what it says. Such a file is never changed or removed.
const std::filesystem::path golden = "tests/messages/golden";

std::string text_of(const Message& message) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return text;
}

struct written {
  std::string bytes;
  std::string text;
};

written read(const std::filesystem::path& path) {
  std::ifstream file{path};
  std::string hex;
  std::getline(file, hex);
  std::stringstream rest;
  rest << file.rdbuf();
  return {ids::unhex(hex), rest.str()};
}

std::filesystem::path path_of(const events::event_type& type, int version) {
  return golden
         / (std::string{type.name} + "." + std::to_string(version) + ".txt");
}

/// Returns how many versions of `type` there are.
int versions_of(const events::event_type& type) {
  int n = 0;
  while (std::filesystem::exists(path_of(type, n + 1)))
    ++n;
  return n;
}

/// Collects the fields that `message` has something in, by their full names.
void collect(const Message& message, std::set<std::string>& found) {
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (auto* field : fields) {
    found.insert(field->full_name());
    if (field->message_type() == nullptr || field->is_map())
      continue;
    auto* r = message.GetReflection();
    if (!field->is_repeated())
      collect(r->GetMessage(message, field), found);
    for (int i = 0; field->is_repeated() && i < r->FieldSize(message, field);
         ++i)
      collect(r->GetRepeatedMessage(message, field, i), found);
  }
}

std::unique_ptr<Message> filled(const events::event_type& type) {
  std::unique_ptr<Message> message{type.payload->New()};
  std::mt19937 random{7};
  test::fill(*message, random);
  return message;
}

void write(const std::filesystem::path& path, const Message& message) {
  std::filesystem::create_directories(golden);
  std::ofstream{path} << ids::hex(message.SerializeAsString()) << '\n'
                      << text_of(message);
}

} // namespace

TEST_SUITE_BEGIN("messages.golden");

TEST_CASE("every version of every event is read as it was written") {
  int checked = 0;
  for (auto& type : events::event_types())
    for (int n = 1; n <= versions_of(type); ++n, ++checked) {
      auto [bytes, text] = read(path_of(type, n));
      events::Event event;
      event.set_type(std::string{type.name});
      event.set_payload(bytes);
      auto message = events::decode(event);
      REQUIRE_MESSAGE(message, path_of(type, n));
      CHECK_EQ(text_of(*message), text);
      CHECK(message->SerializeAsString() == bytes);
    }
  CHECK_GE(checked, static_cast<int>(events::event_types().size()));
}

TEST_CASE("every field of today's events is in one of the golden files") {
  for (auto& type : events::event_types()) {
    std::set<std::string> today, kept;
    auto whole = filled(type);
    collect(*whole, today);
    auto n = versions_of(type);
    for (int i = 1; i <= n; ++i) {
      auto message = std::unique_ptr<Message>{type.payload->New()};
      REQUIRE(message->ParseFromString(read(path_of(type, i)).bytes));
      collect(*message, kept);
    }
    std::vector<std::string> missing;
    std::set_difference(today.begin(), today.end(), kept.begin(), kept.end(),
                        std::back_inserter(missing));
    if (missing.empty() && n > 0)
      continue;
    if (std::getenv("AUREN_WRITE_GOLDEN") != nullptr)
      write(path_of(type, n + 1), *whole);
    else
      FAIL_CHECK(std::string{type.name}
                 << ": new fields; run `AUREN_WRITE_GOLDEN=1 ./auren test "
                    "golden` once and keep the file it writes");
  }
}

TEST_SUITE_END();

#include "actors/ingest/csv.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::ingest;

TEST_SUITE_BEGIN("ingest.csv");

namespace {

/// Writes rows as `[a|b|c]`, so that every byte shows.
class writer : public csv_parser {
public:
  std::string text;

private:
  refusal row(const csv_row& fields) override {
    text += '[';
    for (size_t i = 0; i < fields.size(); ++i)
      text += (i == 0 ? "" : "|") + std::string{fields[i]};
    text += ']';
    return {};
  }
};

/// Parses `text` in pieces of `size` bytes.
std::string table_of(std::string_view text, size_t size = 1 << 20) {
  writer to;
  for (; !text.empty(); text.remove_prefix(std::min(size, text.size())))
    if (auto fault = to.feed(text.substr(0, size)))
      return to.text + "!" + to_string(fault.code);
  if (auto fault = to.finish())
    return to.text + "!" + to_string(fault.code);
  return to.text;
}

} // namespace

TEST_CASE("rows are cut as RFC 4180 says, in pieces of any size") {
  struct row {
    std::string csv;
    const char* expected;
  };
  const row rows[] = {
    {"", ""},
    {"a", "[a]"},
    {"a,b", "[a|b]"},
    {"a,b\n1,2", "[a|b][1|2]"},
    {"a,b\n1,2\n", "[a|b][1|2]"},
    {"a,b\r\n1,2\r\n", "[a|b][1|2]"},
    {"a,b\r1,2\r", "[a|b][1|2]"},
    {"\xef\xbb\xbf"
     "a,b\n1,2",
     "[a|b][1|2]"},
    {"a;b\n1,5;2", "[a|b][1,5|2]"},
    {"a\tb\n1\t2", "[a|b][1|2]"},
    {"\"a;b;c\",d\n1,2", "[a;b;c|d][1|2]"},
    {"a,b\n\n\n1,2\n\n", "[a|b][1|2]"},
    {"a,b\n,\n", "[a|b][|]"},
    {"a,b\n\"x,y\",\"p\"\"q\"\n", "[a|b][x,y|p\"q]"},
    {"a,b\n\"x\r\ny\",2\n", "[a|b][x\r\ny|2]"},
    {"a,b\n\"\",\"\"\n", "[a|b][|]"},
    {"a,b\nx\"y,z\n", "[a|b][x\"y|z]"},
    {"a,b\n\"x\"y,z\n", "[a|b][xy|z]"},
    {"a,b\n1,\"open", "[a|b]!invalid_message"},
    {std::string{"a,b\n\0,2\n", 8}, nullptr},
  };
  for (auto& each : rows) {
    auto whole = table_of(each.csv);
    CAPTURE(each.csv);
    if (each.expected)
      CHECK(whole == each.expected);
    for (size_t size : {1, 2, 3, 7})
      CHECK(table_of(each.csv, size) == whole);
  }
}

TEST_CASE("a row that never ends is refused before it fills the memory") {
  std::string line = "a,b\n\"" + std::string(3 << 20, 'x');
  CHECK(table_of(line, 4096) == "[a|b]!invalid_message");
  CHECK(table_of("a,b\n" + std::string(1000, ',')) == "[a|b]!invalid_message");
  CHECK(table_of(std::string(3 << 20, 'x'), 4096) == "!invalid_message");
}

TEST_CASE("numbers are read whole or not at all") {
  double value = 0;
  CHECK(parse_number(" 1.5 ", value));
  CHECK(value == 1.5);
  CHECK(parse_number("+2e3", value));
  CHECK(value == 2000);
  CHECK(parse_number("1,5", value, true));
  CHECK(value == 1.5);
  for (auto* text : {"", " ", "x", "1x", "1,5", "nan", "inf", "1e999", "0x10",
                     "1 2", "--1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text, value));
  }
}

TEST_SUITE_END();

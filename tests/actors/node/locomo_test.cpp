#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/locomo.hpp"
#include "messages/time.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace auren;
using namespace auren::node::bench;

TEST_SUITE_BEGIN("node.locomo");

TEST_CASE("a conversation is read with its times and its evidence") {
  workplace here;
  auto path = here.path() + "/locomo.json";
  std::ofstream{path} << R"([{"sample_id": "conv-1",
    "conversation": {
      "session_1_date_time": "1:56 pm on 8 May, 2023",
      "session_1": [
        {"speaker": "Ann", "dia_id": "D1:1", "text": "Hello"},
        {"speaker": "Bob", "dia_id": "D1:2", "text": "I ran today"}],
      "session_2_date_time": "12:09 am on 13 September, 2023",
      "session_2": [{"speaker": "Ann", "dia_id": "D2:1", "text": "Again"}]},
    "qa": [
      {"question": "When?", "category": 2, "evidence": ["D1:2; D2:1", "D9:9"]},
      {"question": "Who?", "category": 5, "evidence": []}]}])";
  auto talks = read_locomo(path);
  REQUIRE_EQ(talks.size(), 1);
  REQUIRE_EQ(talks[0].turns.size(), 3);
  auto& second = talks[0].turns[1];
  CHECK_EQ(second.text, "Bob: I ran today");
  CHECK_EQ(time::format(second.began_ms), "2023-05-08T13:56:00Z");
  CHECK_EQ(second.number, 1);
  CHECK_EQ(time::format(talks[0].turns[2].began_ms), "2023-09-13T00:09:00Z");
  REQUIRE_EQ(talks[0].questions.size(), 1);
  CHECK_EQ(talks[0].questions[0].evidence,
           std::vector<std::string>{"D1:2", "D2:1"});
  CHECK_EQ(category_name(talks[0].questions[0].category),
           std::string_view{"time"});
}

TEST_CASE("what is no such file is refused") {
  CHECK_THROWS(read_locomo("/nowhere"));
}

TEST_SUITE_END();

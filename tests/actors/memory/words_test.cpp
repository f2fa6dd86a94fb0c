#include "actors/memory/lexicon.hpp"
#include "actors/memory/porter.hpp"
#include "actors/memory/tokens.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace auren::memory;

using words = std::vector<std::string>;

TEST_SUITE_BEGIN("memory.words");

TEST_CASE("the stemmer does what Porter's paper says") {
  // The examples of the paper, step by step.
  const std::pair<const char*, const char*> examples[]
    = {{"caresses", "caress"},
       {"ponies", "poni"},
       {"ties", "ti"},
       {"cats", "cat"},
       {"feed", "feed"},
       {"agreed", "agre"},
       {"plastered", "plaster"},
       {"bled", "bled"},
       {"motoring", "motor"},
       {"sing", "sing"},
       {"conflated", "conflat"},
       {"troubled", "troubl"},
       {"sized", "size"},
       {"hopping", "hop"},
       {"tanned", "tan"},
       {"falling", "fall"},
       {"hissing", "hiss"},
       {"fizzed", "fizz"},
       {"failing", "fail"},
       {"filing", "file"},
       {"happy", "happi"},
       {"sky", "sky"},
       {"relational", "relat"},
       {"conditional", "condit"},
       {"rational", "ration"},
       {"valenci", "valenc"},
       {"digitizer", "digit"},
       {"radicalli", "radic"},
       {"vietnamization", "vietnam"},
       {"operator", "oper"},
       {"decisiveness", "decis"},
       {"hopefulness", "hope"},
       {"sensibiliti", "sensibl"},
       {"triplicate", "triplic"},
       {"formative", "form"},
       {"formalize", "formal"},
       {"electrical", "electr"},
       {"goodness", "good"},
       {"revival", "reviv"},
       {"allowance", "allow"},
       {"inference", "infer"},
       {"adjustable", "adjust"},
       {"replacement", "replac"},
       {"adjustment", "adjust"},
       {"dependent", "depend"},
       {"adoption", "adopt"},
       {"completion", "complet"},
       {"communism", "commun"},
       {"effective", "effect"},
       {"probate", "probat"},
       {"rate", "rate"},
       {"cease", "ceas"},
       {"controll", "control"},
       {"roll", "roll"},
       {"generalizations", "gener"},
       {"oscillators", "oscil"}};
  for (auto& [word, expected] : examples) {
    CAPTURE(word);
    CHECK_EQ(stem(word), expected);
  }
}

TEST_CASE("words are folded and stop words left out") {
  CHECK_EQ(tokens("I was running late, and the runs were LONG!"),
           words{"run", "late", "run", "long"});
  CHECK_EQ(tokens("Café, naïve; STRASSE or straße"),
           words{"cafe", "naiv", "strass", "strass"});
  CHECK_EQ(tokens("no coffee"), words{"no", "coffe"});
  CHECK_EQ(tokens("42 mg vitamin-D3"), words{"42", "mg", "vitamin", "d3"});
}

TEST_CASE("other alphabets have words too") {
  CHECK_EQ(tokens("Сон и КОФЕ"), words{"сон", "и", "кофе"});
  CHECK_EQ(tokens("ΎΠΝΟΣ ύπνος"), words{"υπνοσ", "υπνοσ"});
  CHECK_EQ(tokens("睡眠 good"), words{"睡", "眠", "good"});
  CHECK_EQ(tokens("e\u0301te\u0301 \u2014 \U0001F600 sleep"),
           words{"et", "sleep"});
}

TEST_CASE("bytes that are no text separate words and nothing else") {
  CHECK_EQ(tokens("sleep\xff\xfe"
                  "deep\xc3"),
           words{"sleep", "deep"});
  CHECK_EQ(tokens("\xe7\x9d"), words{});
  CHECK_EQ(tokens(""), words{});
}

TEST_CASE("scores are those of the BM25 formula") {
  lexicon tested;
  tested.add("sleep sleep coffee");            // 3 words
  tested.add("coffee tea milk sugar biscuit"); // 5
  tested.add("walk");                          // 1
  std::vector<bool> all(3, true);
  auto scores = tested.score("sleep coffee", all);
  auto idf = [](double n) { return std::log(1 + (3 - n + 0.5) / (n + 0.5)); };
  auto weight = [](double tf, double length) {
    return tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / 3));
  };
  CHECK_EQ(scores[0],
           doctest::Approx(idf(1) * weight(2, 3) + idf(2) * weight(1, 3)));
  CHECK_EQ(scores[1], doctest::Approx(idf(2) * weight(1, 5)));
  CHECK_EQ(scores[2], 0);
}

TEST_CASE("what is invisible does not exist for a score") {
  lexicon small;
  small.add("sleep coffee");
  small.add("coffee walk");
  auto expected = small.score("coffee sleep", {true, true});
  lexicon large;
  large.add("sleep coffee");
  large.add("coffee walk");
  large.add("coffee coffee sleep much longer text");
  auto scores = large.score("coffee sleep", {true, true, false});
  CHECK_EQ(scores[0], expected[0]);
  CHECK_EQ(scores[1], expected[1]);
  CHECK_EQ(scores[2], 0);
}

TEST_CASE("a removed text is found no more") {
  lexicon tested;
  tested.add("sleep");
  tested.add("sleep and coffee");
  tested.remove(1, "sleep and coffee");
  CHECK_EQ(tested.score("coffee", {true, false})[1], 0);
  CHECK_GT(tested.score("sleep", {true, false})[0], 0);
  CHECK_EQ(tested.size(), 2);
}

TEST_SUITE_END();

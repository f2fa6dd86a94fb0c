#include "actors/node/config.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace auren::node;

TEST_SUITE_BEGIN("node.config");

TEST_CASE("conf/auren.conf holds every option at its default") {
  std::ifstream file{"conf/auren.conf"};
  std::stringstream text;
  text << file.rdbuf();
  CHECK_EQ(text.str(), render_config(config{}));
}

TEST_CASE("what is rendered can be read") {
  config target;
  target.events.queue = 777;
  target.node.data = "/somewhere";
  config copy;
  CHECK(read_config(render_config(target), copy).empty());
  CHECK_EQ(copy.events.queue, 777u);
  CHECK_EQ(copy.node.data, "/somewhere");
}

TEST_CASE("all that is wrong is told at once") {
  config target;
  auto wrong
    = read_config("[events]\nqueu = 5\ngroup = many\n[x]\nnonsense\n", target);
  REQUIRE_EQ(wrong.size(), 3u);
  CHECK_EQ(wrong[0], "line 2: there is no option events.queu; did you mean "
                     "events.queue?");
  CHECK_EQ(wrong[1],
           "line 3: events.group must be a whole number from 1 to 10000");
  CHECK_EQ(wrong[2], "line 5: neither [section] nor key = value");
}

TEST_CASE("a public address without accounts is refused") {
  config target;
  CHECK(validate(target).empty());
  target.gateway.http = "0.0.0.0:8080";
  REQUIRE_EQ(validate(target).size(), 1u);
  target.gateway.http = "here";
  REQUIRE_EQ(validate(target).size(), 1u);
  target.gateway.http = "[::1]:0";
  CHECK(validate(target).empty());
}

TEST_CASE("addresses of guests are checked at the start") {
  config target;
  target.memory.redis = "somewhere";
  target.memory.embeddings = "api.example.com";
  CHECK_EQ(validate(target).size(), 2u);
  target.memory.redis = "unix:/run/redis.sock";
  target.memory.embeddings = "https://api.example.com/v1";
  CHECK(validate(target).empty());
}

TEST_CASE("durations are written with the largest unit that fits") {
  config target;
  CHECK(read_config("[memory]\nworking = 48h\n", target).empty());
  CHECK_NE(render_config(target).find("\nworking = 2d\n"), std::string::npos);
}

TEST_SUITE_END();

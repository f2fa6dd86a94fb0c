#include "gateway/http/assets.hpp"
#include "gateway/http/docs.hpp"
#include "gateway/http/fresh.hpp"
#include "tests/gateway/requests.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::test;

namespace {

const http::route line{.method = "GET", .pattern = "/a"};

int status_with(const std::string& known) {
  edge::response answer{.body = "x"};
  answer.headers.set("ETag", "W/\"abc\"");
  auto asked = call_of(line, fields_of({{"If-None-Match", known}}));
  return http::unless_known(asked, answer).status;
}

const http::route*
find(const std::vector<http::route>& table, std::string_view path) {
  for (auto& one : table)
    if (one.pattern == path)
      return &one;
  return nullptr;
}

} // namespace

TEST_SUITE_BEGIN("http.fresh");

TEST_CASE("who has the answer gets 304") {
  for (std::string known :
       {"W/\"abc\"", "\"abc\"", "*", "\"x\", W/\"abc\"", "\"x\",\"abc\",\"y\""})
    CHECK_EQ(status_with(known), 304);
  for (std::string other :
       {"", "\"ab\"", "abc", "\"abc", "\"x\" abc", "W/", "\"\""})
    CHECK_EQ(status_with(other), 200);
  edge::response untagged{.body = "x"};
  auto asked = call_of(line, fields_of({{"If-None-Match", "*"}}));
  CHECK_EQ(http::unless_known(asked, untagged).status, 200);
}

TEST_CASE("assets have a tag, and a path of their version that never changes") {
  auto table = http::asset_routes();
  auto* page = find(table, "/");
  REQUIRE(page);
  auto asked = call_of(*page, {});
  auto answer = page->handle(asked);
  REQUIRE(answer);
  CHECK_EQ(answer->headers.get("Cache-Control"), "no-cache");
  auto html = std::string{answer->bytes()};
  auto at = html.find("./assets/");
  size_t named = 0;
  for (; at != html.npos; at = html.find("./assets/", at + 1), ++named) {
    auto path = html.substr(at + 1, html.find('"', at) - at - 1);
    auto* kept = find(table, path);
    REQUIRE_MESSAGE(kept, path);
    auto its_call = call_of(*kept, {});
    auto its = kept->handle(its_call);
    CHECK_EQ(its->headers.get("Cache-Control"),
             "public, max-age=31536000, immutable");
    auto again = call_of(
      *kept,
      fields_of({{"If-None-Match", std::string{its->headers.get("ETag")}}}));
    auto unchanged = kept->handle(again);
    CHECK_EQ(unchanged->status, 304);
    CHECK(unchanged->bytes().empty());
    CHECK_EQ(unchanged->headers.get("ETag"), its->headers.get("ETag"));
  }
  CHECK_GE(named, 3u);
  auto* plain = find(table, "/assets/mark.svg");
  REQUIRE(plain);
  auto its_call = call_of(*plain, {});
  CHECK_EQ(plain->handle(its_call)->headers.get("Cache-Control"), "no-cache");
}

TEST_CASE("the page of the API shows what the description says and no more") {
  auto page = http::docs_page(R"({"paths":{"/a/{id}":{"post":{"summary":
    "Says <script>alert(1)</script> & more.","x-scope":"a:write",
    "requestBody":{"content":{"application/json":{"schema":
      {"$ref":"#/components/schemas/auren.A"}}}},
    "responses":{"201":{"content":{"application/json":{"schema":
      {"type":"array","items":{"type":"string"}}}}}}}}},
    "components":{"schemas":{"auren.A":{"type":"object","properties":
      {"mode":{"type":"string","enum":["x","y"]}}}}}})");
  for (auto text : {"<b>post</b> <code>/a/{id}</code>",
                    "Says &lt;script&gt;alert(1)&lt;/script&gt; &amp; more.",
                    "takes <a href=\"#auren.A\">auren.A</a>",
                    "201 list of string", "<h3 id=\"auren.A\">",
                    "<dt><code>mode</code></dt><dd>x | y</dd>", "a:write"})
    CHECK_MESSAGE(page.find(text) != page.npos, text);
  // The security policy lets nothing else through.
  for (auto text : {"<script", "<style", "style=", "http://", "https://"})
    CHECK_MESSAGE(page.find(text) == page.npos, text);
}

TEST_SUITE_END();

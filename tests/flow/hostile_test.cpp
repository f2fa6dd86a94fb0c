#include "actors/node/tree.hpp"
#include "tests/flow/running_node.hpp"

#include <caf/all.hpp>

#include <fstream>
#include <sstream>

using namespace auren;
using test::heart_rate;

namespace {

constexpr auto json_type = "application/json";

/// `inside` in `depth` lists.
std::string nested(size_t depth, const std::string& inside = "") {
  return std::string(depth, '[') + inside + std::string(depth, ']');
}

std::string entry_with(const std::string& data) {
  return R"({"type":"note","time":"2026-03-01T10:00:00Z","data":)" + data + '}';
}

/// Sends one raw request and returns the status of its answer.
int status_of(uint16_t port, const std::string& head, const std::string& body) {
  httplib::Client http{"127.0.0.1", port};
  httplib::Headers fields;
  std::istringstream lines{head};
  std::string method, path;
  lines >> method >> path;
  std::string name, value;
  while (lines >> name && std::getline(lines >> std::ws, value))
    fields.emplace(name, value);
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.headers = std::move(fields);
  request.body = body;
  auto reply = http.send(request);
  return reply ? reply->status : 0;
}

/// One server-sent event.
struct told {
  std::string event;
  nlohmann::json data;
};

std::vector<told> events_of(const std::string& stream) {
  std::vector<told> all;
  std::istringstream lines{stream};
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("event: "))
      all.push_back({line.substr(7), {}});
    else if (line.starts_with("data: ") && !all.empty())
      all.back().data = nlohmann::json::parse(line.substr(6));
  return all;
}

} // namespace

TEST_SUITE_BEGIN("flow.hostile");

TEST_CASE_FIXTURE(test::running_node, "every refusal has its status") {
  std::string host = "Host 127.0.0.1\n";
  std::string type = "Content-Type application/json\n";
  std::string good = R"({"samples":[]})";
  struct {
    int status;
    std::string head;
    std::string body;
  } const table[] = {
    {400, "POST /api/v1/samples\n" + host + type, "{"},
    {400, "POST /api/v1/ask\n" + host + type, R"({"nonsense":1})"},
    {400, "POST /api/v1/ask\n" + host + type, "{\"question\":\"\xff\xfe\"}"},
    {400, "POST /api/v1/events\n" + host + type, "{\"type\":\"\xff\"}"},
    {400, "POST /api/v1/samples\n" + host + type, "\xff\xfe"},
    {400, "GET /api/v1/samples\n" + host, ""},
    {400, "GET /assets/..%2f..%2fetc/passwd\n" + host, ""},
    {400, "GET /assets/../../etc/passwd\n" + host, ""},
    {400,
     "POST /api/v1/imports\nX-Filename %zz\n" + host
       + "Content-Type text/csv\n",
     "a,b"},
    {400,
     "POST /api/v1/imports\nX-Filename %ff\n" + host
       + "Content-Type text/csv\n",
     "a,b"},
    {400, "POST /api/v1/imports\n" + host + "Content-Type text/csv\n", ""},
    {403, "GET /api/v1/metrics\nHost 127.evil.example\n", ""},
    {403, "GET /api/v1/metrics\nHost evil.example\n", ""},
    {403,
     "POST /api/v1/samples\n" + host + type + "Origin http://evil.example\n",
     good},
    {403, "POST /api/v1/samples\n" + host + type + "Origin null\n", good},
    {403,
     "POST /api/v1/admin/commands\n" + host + type
       + "Origin http://localhost:1\n",
     R"({"line":"status"})"},
    {404, "GET /api/v1/nothing\n" + host, ""},
    {400, "GET /assets/%2e\n" + host, ""},
    {404, "GET /assets/none.js\n" + host, ""},
    {404, "GET /api/v1/hypotheses/none\n" + host, ""},
    {404, "GET /api/v1/imports/none\n" + host, ""},
    {404, "GET /api/v1/answers/none\n" + host, ""},
    {405, "DELETE /api/v1/samples\n" + host, ""},
    {413, "POST /api/v1/ask\n" + host + type, std::string(2u << 20, ' ')},
    {413, "POST /api/v1/samples\n" + host + type, std::string(5u << 20, ' ')},
    {415, "POST /api/v1/samples\n" + host + "Content-Type text/plain\n", good},
    {415,
     "POST /api/v1/ask\n" + host
       + "Content-Type multipart/form-data; boundary=x\n",
     "--x--"},
    {422, "GET /api/v1/samples?metric=heart_rate&from=yesterday\n" + host, ""},
    {422, "POST /api/v1/events\n" + host + type, R"({"type":""})"},
    {426, "GET /api/v1/stream\n" + host, ""},
  };
  for (auto& [status, head, body] : table) {
    CAPTURE(head);
    CHECK_EQ(status_of(app->port(), head, body), status);
  }
  auto events = get("/api/v1/events").second["events"];
  REQUIRE(events.is_array());
  CHECK_MESSAGE(events.empty(), events.dump()); // nothing was changed
}

TEST_CASE("over the rate it is 429 with Retry-After") {
  test::scratch folder;
  node::config settings;
  settings.node.data = folder.path();
  settings.storage.uri = test::store_of(folder.path());
  settings.node.log_level = "error";
  settings.gateway.http = "127.0.0.1:0";
  settings.gateway.rate = 1;
  settings.gateway.burst = 100;
  auto app = node::app::start(settings);
  REQUIRE(app);
  REQUIRE_FALSE((*app)->open_gateway());
  httplib::Client http{"127.0.0.1", (*app)->port()};
  auto ask = [&] {
    return http.Post("/api/v1/ask", R"({"question":"Why?"})", json_type);
  };
  CHECK_EQ(ask()->status, 200); // takes all of the bucket
  auto refused = ask();
  REQUIRE_EQ(refused->status, 429);
  CHECK_GE(std::stoi(refused->get_header_value("Retry-After")), 1);
  CHECK_EQ(nlohmann::json::parse(refused->body)["code"], "too_many");
  CHECK((*app)->stop());
}

TEST_CASE_FIXTURE(test::running_node, "JSON that nests deep harms nobody") {
  auto post_raw = [&](const char* path, const std::string& body) {
    return http->Post(path, body, json_type)->status;
  };
  for (size_t depth : {1'000u, 100'000u, 500'000u}) {
    CAPTURE(depth);
    auto deep = nested(depth);
    CHECK_EQ(post_raw("/api/v1/events", entry_with(deep)), 400);
    CHECK_EQ(post_raw("/api/v1/events", std::string(depth, '[')), 400);
    CHECK_EQ(post_raw("/api/v1/samples", deep), 400);
    CHECK_EQ(post_raw("/api/v1/samples", R"({"samples":)" + deep + "}"), 400);
    CHECK_EQ(post_raw("/api/v1/ask", R"({"question":)" + deep + "}"), 400);
    CHECK_EQ(post_raw("/api/v1/memories", R"({"tags":)" + deep + "}"), 400);
    CHECK_EQ(post_raw("/api/v1/admin/commands", deep) / 100, 4);
  }
  CHECK_EQ(post_raw("/api/v1/events",
                    entry_with(R"({"a":)" + nested(60, "\"[[[[\"") + "}")),
           201);
  CHECK_EQ(get("/readyz").first, 200);
}

TEST_CASE_FIXTURE(test::running_node,
                  "an upload that is no export fails and leaves nothing") {
  auto import = [&](const std::string& bytes) {
    auto started
      = http->Post("/api/v1/imports", bytes, "application/octet-stream");
    REQUIRE_EQ(started->status, 202);
    auto id = nlohmann::json::parse(started->body)["import_id"];
    for (;;) {
      auto at = get("/api/v1/imports/" + id.get<std::string>()).second;
      if (at["state"] != "running")
        return at;
    }
  };
  // A zip whose head promises more than there is; entries are of a bomb.
  std::string local{"PK\3\4\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\1\0\0\0"
                    "\xff\xff\xff\x7f\1\0\0\0a",
                    31};
  for (auto& bytes : {std::string(100'000, '\0'), local,
                      "PK\3\4" + std::string(100'000, '\xff'),
                      "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b "
                      "\"b\"><!ENTITY c \"&b;&b;\">]><HealthData>&c;"
                      "</HealthData>"
                        + std::string(1'000, ' ')}) {
    auto at = import(bytes);
    CHECK_EQ(at["state"], "failed");
    CHECK_FALSE(at["error"].get<std::string>().empty());
    CHECK_EQ(at["accepted"], 0);
  }
  CHECK(test::files_in(folder.path() + "/uploads").empty());
}

TEST_CASE_FIXTURE(test::running_node,
                  "a question can be followed step by step to its answer") {
  REQUIRE_EQ(post("/api/v1/samples",
                  {{"samples", {heart_rate("2026-03-01T10:00:00Z", 61)}}})
               .first,
             201);
  for (std::string mode : {"sequential", "parallel", "consensus"}) {
    CAPTURE(mode);
    httplib::Headers live{{"Accept", "text/event-stream"}};
    nlohmann::json question{{"question", "How is my heart rate?"},
                            {"mode", mode}};
    auto reply = http->Post("/api/v1/ask", live, question.dump(), json_type);
    REQUIRE(reply);
    CHECK_EQ(reply->status, 200);
    CHECK_EQ(reply->get_header_value("Content-Type"), "text/event-stream");
    auto all = events_of(reply->body);
    REQUIRE_GE(all.size(), 4u);
    auto answer = all.back();
    CHECK_EQ(answer.event, "answer");
    CHECK_EQ(answer.data["question"], "How is my heart rate?");
    CHECK_EQ(answer.data["mode"], mode);
    all.pop_back();
    std::map<std::string, int> steps;
    int64_t position = 0;
    for (auto& [event, data] : all) {
      ++steps[event];
      CHECK_EQ(data["type"], event);
      CHECK_EQ(data["data"]["answer_id"], answer.data["answer_id"]);
      CHECK_GT(data["position"], position);
      position = data["position"];
    }
    for (auto type : {"agent.started", "agent.tool_used", "agent.finished"})
      CHECK_GT(steps[type], 0);
    auto id = answer.data["answer_id"].get<std::string>();
    CHECK_EQ(get("/api/v1/answers/" + id).second, answer.data);
  }
  httplib::Headers live{{"Accept", "text/event-stream"}};
  auto refused = http->Post("/api/v1/ask", live,
                            R"({"question":"Why?","mode":"none"})", json_type);
  auto all = events_of(refused->body);
  REQUIRE_EQ(all.size(), 1u);
  CHECK_EQ(all[0].event, "error");
  CHECK_EQ(all[0].data["code"], "refused");
  // A red flag is told at once, and its answer ends the matter.
  auto urgent = http->Post(
    "/api/v1/ask", live,
    R"({"question":"I have crushing chest pain and cannot breathe"})",
    json_type);
  auto alarm = events_of(urgent->body);
  REQUIRE_EQ(alarm.size(), 2u);
  CHECK_EQ(alarm[0].event, "safety.escalated");
  CHECK(alarm[1].data["safety"]["escalated"]);
}

TEST_CASE_FIXTURE(test::running_node,
                  "the API's page is whole and only sent when it changed") {
  for (auto path : {"/docs", "/docs.css", "/openapi.json", "/"}) {
    CAPTURE(path);
    auto reply = http->Get(path);
    REQUIRE_EQ(reply->status, 200);
    httplib::Headers known{{"If-None-Match", reply->get_header_value("ETag")}};
    auto again = http->Get(path, known);
    REQUIRE(again);
    CHECK_EQ(again->status, 304);
    CHECK(again->body.empty());
  }
  auto page = http->Get("/docs");
  CHECK_NE(
    page->get_header_value("Content-Security-Policy").find("script-src 'self'"),
    std::string::npos);
  // Every route of the description is on it.
  auto api = get("/openapi.json").second;
  for (auto& [path, methods] : api["paths"].items())
    CHECK_MESSAGE(
      page->body.find("<code>" + path + "</code>") != std::string::npos, path);
}

TEST_SUITE_END();

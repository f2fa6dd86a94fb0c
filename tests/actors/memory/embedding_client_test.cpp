#include "actors/memory/embedding_client.hpp"
#include "messages/errc.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <condition_variable>
#include <functional>
#include <httplib.h>
#include <mutex>
#include <thread>

using namespace auren;
using namespace auren::memory;
using nlohmann::json;

namespace {

/// A server of embeddings on a free port of loopback.
struct fixture {
  httplib::Server server;
  std::function<void(const httplib::Request&, httplib::Response&)> answer;
  embedding_options options;
  std::thread runs;
  std::mutex mutex;
  std::condition_variable over;
  bool ended = false;

  fixture() {
    server.Post("/v1/embeddings",
                [this](const httplib::Request& asked,
                       httplib::Response& reply) { answer(asked, reply); });
    options.url = "http://127.0.0.1:"
                  + std::to_string(server.bind_to_any_port("127.0.0.1"))
                  + "/v1/";
    options.model = "small";
    runs = std::thread{[this] { server.listen_after_bind(); }};
    while (!server.is_running())
      std::this_thread::yield();
  }

  ~fixture() {
    {
      std::lock_guard hold{mutex};
      ended = true;
    }
    over.notify_all();
    server.stop();
    runs.join();
  }

  /// Answers every request with `body`.
  void says(std::string body, int status = 200) {
    answer = [=](const httplib::Request&, httplib::Response& reply) {
      reply.status = status;
      reply.set_content(body, "application/json");
    };
  }

  errc refused(std::string body, int status = 200) {
    says(std::move(body), status);
    auto found = embed_there(options, {"one", "two"});
    REQUIRE_FALSE(found);
    CHECK_EQ(render(found.error()).find("one"), std::string::npos);
    return code_of(found.error());
  }
};

json vector_of(size_t index, std::vector<double> numbers) {
  return {{"object", "embedding"}, {"index", index}, {"embedding", numbers}};
}

} // namespace

TEST_SUITE_BEGIN("memory.embedding_client");

TEST_CASE_FIXTURE(fixture, "texts become vectors of length 1 in their order") {
  json asked_for;
  std::string authorisation;
  answer = [&](const httplib::Request& asked, httplib::Response& reply) {
    asked_for = json::parse(asked.body);
    authorisation = asked.get_header_value("Authorization");
    json data = {vector_of(1, {0, 2}), vector_of(0, {3, 4})};
    reply.set_content(json{{"data", data}}.dump(), "application/json");
  };
  options.key
    = std::make_shared<const storage::secrets::secret>("the secret key");
  auto found = embed_there(options, {"first", "second \xff"});
  REQUIRE(found);
  CHECK_EQ(found->dimensions(), 2);
  CHECK_EQ(found->provider(), provider_name(options));
  REQUIRE_EQ(found->vectors_size(), 2);
  CHECK_EQ(found->vectors(0).value(0), doctest::Approx(0.6));
  CHECK_EQ(found->vectors(1).value(1), doctest::Approx(1));
  CHECK_EQ(asked_for["model"], "small");
  CHECK_EQ(asked_for["input"][0], "first");
  CHECK_EQ(authorisation, "Bearer the secret key");
}

TEST_CASE_FIXTURE(fixture, "what are no vectors is refused") {
  CHECK(refused("{}") == errc::refused);
  CHECK(refused("no JSON") == errc::refused);
  CHECK(refused(R"({"error":"one two"})", 401) == errc::refused);
  CHECK(refused(R"({"data":[{"embedding":[1]}]})") == errc::refused);
  CHECK(refused(R"({"data":[{"embedding":[1]},{"embedding":[1,2]}]})")
        == errc::refused);
  CHECK(refused(R"({"data":[{"embedding":[1]},{"embedding":["x"]}]})")
        == errc::refused);
  CHECK(refused(R"({"data":[{"index":1,"embedding":[1]},)"
                R"({"index":1,"embedding":[1]}]})")
        == errc::refused);
  CHECK(refused(R"({"data":[{"index":7,"embedding":[1]},{"embedding":[1]}]})")
        == errc::refused);
}

TEST_CASE_FIXTURE(fixture, "one that is slow is not waited for") {
  answer = [this](const httplib::Request&, httplib::Response&) {
    std::unique_lock hold{mutex};
    over.wait(hold, [this] { return ended; });
  };
  options.patience = std::chrono::milliseconds{50};
  auto found = embed_there(options, {"one"});
  REQUIRE_FALSE(found);
  CHECK(code_of(found.error()) == errc::deadline_exceeded);
}

TEST_CASE_FIXTURE(fixture, "one that drips its answer is not waited for") {
  answer = [this](const httplib::Request&, httplib::Response& reply) {
    reply.set_chunked_content_provider(
      "application/json", [this](size_t, httplib::DataSink& sink) {
        std::unique_lock hold{mutex};
        if (over.wait_for(hold, std::chrono::milliseconds{5},
                          [this] { return ended; }))
          return false;
        return sink.write(" ", 1);
      });
  };
  options.patience = std::chrono::milliseconds{100};
  auto found = embed_there(options, {"one"});
  REQUIRE_FALSE(found);
  CHECK(code_of(found.error()) == errc::deadline_exceeded);
}

TEST_CASE("nobody there is said at once") {
  embedding_options options;
  options.url = "http://127.0.0.1:9/v1";
  options.model = "small";
  auto found = embed_there(options, {"one"});
  REQUIRE_FALSE(found);
  CHECK(code_of(found.error()) == errc::storage_unavailable);
}

TEST_CASE("only http and https are asked") {
  CHECK(is_embedding_url("http://127.0.0.1:11434/v1"));
  CHECK(is_embedding_url("https://api.example.com/v1/"));
  for (auto url : {"", "ftp://x/v1", "http://", "http:///v1", "127.0.0.1:80"})
    CHECK_FALSE(is_embedding_url(url));
}

TEST_SUITE_END();

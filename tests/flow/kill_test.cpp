#include "messages/time.hpp"
#include "tests/flow/running_node.hpp"

#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <set>
#include <thread>
#include <unistd.h>

using namespace auren;

namespace {

/// The program itself as a process of its own.
class process {
public:
  process(const char* program, const std::string& data) {
    int out[2];
    REQUIRE_EQ(::pipe(out), 0);
    auto store = test::store_of(data);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(out[1], STDOUT_FILENO);
      ::close(::open("/dev/null", O_WRONLY));
      ::execl(program, "auren", "serve", "--data", data.c_str(), "--http",
              "127.0.0.1:0", "--storage.uri", store.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(out[1]);
    read_port(out[0]);
    ::close(out[0]);
  }

  ~process() {
    kill_now();
  }
  process(const process&) = delete;
  process& operator=(const process&) = delete;

  void kill_now() {
    if (std::exchange(running_, false)) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }

  int port() const {
    return port_;
  }

private:
  /// Waits for "ready on http://127.0.0.1:PORT/".
  void read_port(int from) {
    std::string line;
    for (char c = 0; ::read(from, &c, 1) == 1 && c != '\n';)
      line += c;
    auto at = line.find("127.0.0.1:");
    REQUIRE_MESSAGE(at != std::string::npos, "no ready line: " << line);
    port_ = std::stoi(line.substr(at + 10));
  }

  pid_t pid_ = 0;
  int port_ = 0;
  bool running_ = true;
};

/// Posts one sample per second of data time until the node is gone; returns
/// the times that were acknowledged.
std::set<int64_t> write_until_gone(int port, int64_t from, int64_t step) {
  std::set<int64_t> acknowledged;
  httplib::Client http{"127.0.0.1", port};
  http.set_keep_alive(true);
  for (auto at = from;; at += step) {
    nlohmann::json body{{"samples", {test::heart_rate(time::format(at), 60)}}};
    auto reply = http.Post("/api/v1/samples", body.dump(), "application/json");
    if (!reply)
      return acknowledged;
    if (reply->status == 201)
      acknowledged.insert(at);
  }
}

std::set<int64_t> stored(int port) {
  httplib::Client http{"127.0.0.1", port};
  http.set_read_timeout(30, 0);
  std::set<int64_t> times;
  std::string cursor;
  do {
    auto path = "/api/v1/samples?metric=heart_rate&limit=10000"
                + (cursor.empty() ? "" : "&cursor=" + cursor);
    auto reply = http.Get(path.c_str());
    REQUIRE(reply);
    REQUIRE_EQ(reply->status, 200);
    auto page = nlohmann::json::parse(reply->body);
    for (auto& point : page["points"]) {
      auto [place, fresh] = times.insert(point["time_ms"].get<int64_t>());
      CHECK(fresh); // nothing twice
    }
    cursor = page.value("next_cursor", "");
  } while (!cursor.empty());
  return times;
}

} // namespace

TEST_SUITE_BEGIN("flow.kill");

TEST_CASE("50 kills under load lose nothing that was acknowledged") {
  auto* program = std::getenv("AUREN_PROGRAM");
  if (program == nullptr) {
    MESSAGE("SKIP: AUREN_PROGRAM does not name the program");
    return;
  }
  test::scratch folder;
  std::mt19937 random{17};
  std::set<int64_t> acknowledged;
  int64_t base = 1'700'000'000'000;
  for (int round = 0; round < 50; ++round) {
    process node{program, folder.path()};
    std::vector<std::set<int64_t>> got(2);
    std::vector<std::thread> writers;
    for (size_t w = 0; w < got.size(); ++w)
      writers.emplace_back([&, w] {
        got[w] = write_until_gone(node.port(),
                                  base + static_cast<int64_t>(w) * 1000, 2000);
      });
    std::this_thread::sleep_for( // the moment of the kill is the test's input
      std::chrono::milliseconds{20 + random() % 200});
    node.kill_now();
    for (auto& one : writers)
      one.join();
    for (auto& some : got)
      acknowledged.insert(some.begin(), some.end());
    base += 10'000'000;
  }
  CHECK_GT(acknowledged.size(), 50u);
  process node{program, folder.path()};
  auto kept = stored(node.port());
  size_t lost = 0;
  for (auto at : acknowledged)
    lost += kept.contains(at) ? 0 : 1;
  CHECK_EQ(lost, 0u);
}

TEST_SUITE_END();

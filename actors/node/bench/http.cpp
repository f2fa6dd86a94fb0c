#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/served.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <httplib.h>
#include <thread>

namespace auren::node::bench {

namespace {

using clock = std::chrono::steady_clock;

/// The load: every sample of a run has a time of its own.
constexpr auto load = R"(
local batch = tonumber(os.getenv("BATCH") or "1")
local kinds = {{"heart_rate","bpm",62},{"hrv_rmssd","ms",45},{"spo2","%",97},
  {"steps","count",20},{"respiratory_rate","breaths/min",14},
  {"skin_temperature","degC",34}}
local id, k, body = 0, 0, nil
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end
function init()
  local parts = {}
  for i = 0, batch - 1 do
    local s = kinds[i % #kinds + 1]
    parts[#parts + 1] = string.format('{"metric":"%s","time":"@%02d:%02dZ",' ..
      '"value":%.2f,"unit":"%s","source":"load"}', s[1],
      math.floor(i / 60) % 60, i % 60, s[3] + (i % 13) * 0.25, s[2])
  end
  body = '{"samples":[' .. table.concat(parts, ",") .. "]}"
end
local first = {1009843200, 1356998400}
function request()
  k = k + 1
  local text = body
  if batch == 1 then
    text = text:gsub("@00:00", string.format("@%02d:%02d",
      math.floor(k / 60) % 60, k % 60))
    text = text:gsub("@", os.date("!%Y-%m-%dT%H:",
      first[id % 2 + 1] + math.floor(k / 3600) * 3600))
  else
    text = text:gsub("@", os.date("!%Y-%m-%dT",
      first[id % 2 + 1] + (k % 4000) * 86400) ..
      string.format("%02d:", math.floor(k / 4000) % 24))
  end
  return wrk.format("POST", "/api/v1/samples",
    {["Content-Type"] = "application/json"}, text)
end
function done(summary)
  local bad = summary.errors.status + summary.errors.read +
    summary.errors.write + summary.errors.timeout + summary.errors.connect
  print(string.format("RESULT %.1f %d",
    summary.requests / (summary.duration / 1e6), bad))
end
)";

/// Requests per second that `url` answers with 2xx; 0 when wrk is not there
/// or anything went wrong.
double drive(const std::string& load_script, const std::string& url, int batch,
             int connections) {
  auto line = fmt::format("BATCH={} wrk -t2 -c{} -d8s -s {} {} 2>/dev/null",
                          batch, connections, load_script, url);
  auto* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr)
    return 0;
  double rate = 0;
  int bad = 0;
  for (char text[256]; std::fgets(text, sizeof text, pipe) != nullptr;)
    std::sscanf(text, "RESULT %lf %d", &rate, &bad);
  ::pclose(pipe);
  return bad == 0 ? rate : 0;
}

figure compared(std::string name, const std::string& load_script, int batch,
                int connections, std::string unit) {
  served ours;
  auto mine = drive(load_script, ours.url(), batch, connections) * batch;
  auto* peer = std::getenv("AUREN_PEER");
  auto other = peer != nullptr
                 ? drive(load_script, peer, batch, connections) * batch
                 : 0;
  return {std::move(name),
          mine,
          other,
          std::move(unit),
          peer != nullptr ? "AUREN_PEER" : "no peer given",
          false};
}

} // namespace

std::vector<figure> samples_over_http() {
  workplace here;
  auto load_script = here.path() + "/load.lua";
  std::ofstream{load_script} << load;
  return {compared("500 samples a request, 8 connections", load_script, 500, 8,
                   "samples/s"),
          compared("1 sample a request, 64 connections", load_script, 1, 64,
                   "requests/s")};
}

std::vector<figure> post_to_stream() {
  served ours;
  std::atomic<bool> over{false};
  std::vector<double> times;
  std::thread listener{[&] {
    httplib::Client http{"127.0.0.1", ours.node->port()};
    std::string pending;
    http.Get("/api/v1/stream/sse?classes=critical",
             [&](const char* data, size_t n) {
               pending.append(data, n);
               for (auto end = pending.find("\n\n"); end != std::string::npos;
                    end = pending.find("\n\n")) {
                 auto now = std::chrono::duration<double, std::milli>(
                              clock::now().time_since_epoch())
                              .count();
                 auto mark = pending.find("\"sent\":");
                 if (mark < end)
                   times.push_back(now - std::atof(&pending[mark + 7]));
                 pending.erase(0, end + 2);
               }
               return !over;
             });
  }};
  std::this_thread::sleep_for(std::chrono::milliseconds{500});
  auto post = [&](httplib::Client& http, const char* type) {
    auto now = std::chrono::duration<double, std::milli>(
                 clock::now().time_since_epoch())
                 .count();
    auto body = fmt::format("{{\"type\":\"{}\",\"time\":\"{}\",\"data\":{{"
                            "\"sent\":{:.4f}}}}}",
                            type, time::format(time::now_ms()), now);
    http.Post("/api/v1/events", body, "application/json");
  };
  // Eight clients offer 1,000 events a second; every tenth is critical.
  std::vector<std::thread> writers;
  writers.reserve(8);
  for (int w = 0; w < 8; ++w)
    writers.emplace_back([&, w] {
      httplib::Client http{"127.0.0.1", ours.node->port()};
      http.set_keep_alive(true);
      http.set_tcp_nodelay(true);
      auto begin = clock::now();
      for (int i = 0; i < 625; ++i) {
        std::this_thread::sleep_until(begin + std::chrono::milliseconds{i * 8});
        post(http, (i * 8 + w) % 10 == 0 ? "symptom" : "note");
      }
    });
  for (auto& one : writers)
    one.join();
  over = true;
  httplib::Client http{"127.0.0.1", ours.node->port()};
  post(http, "symptom"); // wakes the listener, who then leaves
  listener.join();
  return {{"POST to the stream, critical, 1,000 events/s, p99",
           quantile(times, 0.99), 20, "ms", "limit", true}};
}

} // namespace auren::node::bench

#include "actors/node/app.hpp"
#include "actors/node/bench/bench.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>

#include <future>

namespace auren::node::bench {

namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

Context me() {
  Context who;
  who.set_tenant("home");
  who.set_person("me");
  return who;
}

/// Asks `n` times, one after the other, and delivers the times in µs.
void ask_on(caf::event_based_actor* self,
            const memory::working_memory_actor& who, size_t n,
            const std::shared_ptr<std::vector<double>>& times,
            const std::shared_ptr<std::promise<void>>& end) {
  memory::AskLatest question;
  *question.mutable_context() = me();
  question.set_metric("heart_rate");
  auto start = clock::now();
  self->request(who, 5s, std::move(question))
    .then(
      [=](const memory::LatestValue&) {
        auto spent
          = std::chrono::duration<double, std::micro>(clock::now() - start);
        times->push_back(spent.count());
        if (times->size() < n)
          ask_on(self, who, n, times, end);
        else
          end->set_value();
      },
      [=](const caf::error&) { end->set_value(); });
}

} // namespace

std::vector<figure> latest() {
  workplace here;
  config settings;
  settings.node.data = here.path() + "/data";
  settings.node.log_level = "error";
  auto node = app::start(settings);
  if (!node)
    throw std::runtime_error{render(node.error())};
  caf::scoped_actor self{(*node)->system()};
  ingest::SubmitSamples body;
  *body.mutable_context() = me();
  body.set_body(R"({"samples":[{"metric":"heart_rate","value":61,"unit":"bpm",)"
                R"("time":"2026-03-01T10:00:00Z","source":"bench"}]})");
  self
    ->request((*node)->at<ingest::gate_actor>(path::gates), 10s,
              std::move(body))
    .receive([](const ingest::SamplesAccepted&) {}, [](const caf::error&) {});
  auto working = (*node)->at<memory::working_memory_actor>(
    "node/people/home~me/working_memory");
  auto times = std::make_shared<std::vector<double>>();
  auto end = std::make_shared<std::promise<void>>();
  auto ended = end->get_future();
  (*node)->system().spawn([=](caf::event_based_actor* asker) {
    ask_on(asker, working, 50'000, times, end);
  });
  ended.wait();
  return {{"latest value, actor to actor, p99", quantile(*times, 0.99), 200,
           "us", "limit", true}};
}

} // namespace auren::node::bench

#include "actors/memory/working_memory.hpp"
#include "actors/node/app.hpp"
#include "actors/node/bench/bench.hpp"
#include "actors/node/tree.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <future>
#include <optional>
#include <stdexcept>
#include <thread>

namespace auren::node::bench {

namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr size_t times_asked = 5000;
constexpr int activations = 300;

Context me() {
  Context who;
  who.set_tenant("home");
  who.set_person("me");
  return who;
}

/// A node in a folder of its own, asked from outside of its actors.
class asked_node {
  workplace here_; // Goes last.

public:
  explicit asked_node(std::chrono::milliseconds near) {
    config settings;
    settings.node.data = here_.path() + "/data";
    settings.node.log_level = "error";
    settings.memory.working = near;
    settings.memory.searched = near;
    settings.memory.sweep = 50ms;
    auto started = app::start(settings);
    if (!started)
      throw std::runtime_error{render(started.error())};
    node = std::move(*started);
    self.emplace(node->system());
  }

  template <class Reply, class Handle, class Question>
  Reply ask(const Handle& whom, Question question) {
    *question.mutable_context() = me();
    Reply result;
    (*self)
      ->request(whom, 30s, std::move(question))
      .receive(
        [&](Reply& found) { result = std::move(found); },
        [](const caf::error& why) { throw std::runtime_error{render(why)}; });
    return result;
  }

  people::people_actor door() {
    return node->at<people::people_actor>(path::door);
  }

  std::unique_ptr<app> node;
  std::optional<caf::scoped_actor> self;
};

/// Milliseconds of each of `n` runs of `act`.
template <class Act>
std::vector<double> times_of(int n, Act act) {
  std::vector<double> result;
  for (int i = 0; i < n; ++i) {
    auto start = clock::now();
    act();
    result.push_back(
      std::chrono::duration<double, std::milli>(clock::now() - start).count());
  }
  return result;
}

using times_ptr = std::shared_ptr<std::vector<double>>;
using end_ptr = std::shared_ptr<std::promise<void>>;

/// Asks from inside, one question after the other; delivers milliseconds.
void read_on(caf::event_based_actor* self,
             const memory::semantic_memory_actor& whom,
             const memory::ReadMemory& question, const times_ptr& times,
             const end_ptr& end) {
  auto start = clock::now();
  self->request(whom, 30s, question)
    .then(
      [=](const memory::Memory&) {
        std::chrono::duration<double, std::milli> spent = clock::now() - start;
        times->push_back(spent.count());
        if (times->size() < times_asked)
          read_on(self, whom, question, times, end);
        else
          end->set_value();
      },
      [=](const caf::error&) { end->set_value(); });
}

/// Reads one memory by its id, again and again, once it is in `tier`.
figure
by_id(std::string_view tier, std::chrono::milliseconds near, double limit) {
  asked_node in{near};
  memory::StoreMemory command;
  command.mutable_memory()->set_text("magnesium in the evening");
  auto id = in.ask<memory::Memory>(in.door(), command).memory_id();
  memory::ReadMemory question;
  question.set_memory_id(id);
  auto semantic = in.node->at<memory::semantic_memory_actor>(
    "node/people/home~me/semantic_memory");
  while (in.ask<memory::Memory>(semantic, question).tier() != tier)
    std::this_thread::sleep_for(20ms);
  *question.mutable_context() = me();
  auto times = std::make_shared<std::vector<double>>();
  auto end = std::make_shared<std::promise<void>>();
  auto ended = end->get_future();
  in.node->system().spawn([=](caf::event_based_actor* asker) {
    read_on(asker, semantic, question, times, end);
  });
  ended.wait();
  return {fmt::format("a memory of the {} tier by its id, p99", tier),
          quantile(*times, 0.99),
          limit,
          "ms",
          "limit",
          true};
}

/// Thirty days of a heart every five minutes.
void live(asked_node& in) {
  auto gate = in.node->at<ingest::gate_actor>(path::gates);
  for (int day = 0; day < 30; ++day) {
    std::string body = "{\"samples\":[";
    for (int i = 0; i < 288; ++i)
      body += fmt::format(
        R"({}{{"metric":"heart_rate","value":{},"unit":"bpm",)"
        R"("time":"{}","source":"bench"}})",
        i == 0 ? "" : ",", 55 + i % 40,
        time::format(1'767'225'600'000 + day * 86'400'000ll + i * 300'000));
    ingest::SubmitSamples command;
    command.set_body(body + "]}");
    in.ask<ingest::SamplesAccepted>(gate, command);
  }
}

/// From the start of the actor to its first answer.
figure activation() {
  asked_node in{24h};
  live(in);
  auto log = in.node->at<events::event_log_actor>(path::log);
  auto reader = in.node->at<events::reader_actor>(path::readers);
  auto wake = [&] {
    return in.node->system().spawn(memory::working_memory, log, reader, me(),
                                   &ingest::catalogue::standard(),
                                   memory::working_memory_options{});
  };
  in.ask<memory::Passivated>(wake(), memory::Passivate{});
  memory::AskLatest question;
  question.set_metric("heart_rate");
  auto times = times_of(activations, [&] {
    auto woken = wake();
    in.ask<memory::LatestValue>(woken, question);
    (*in.self)->send_exit(woken, caf::exit_reason::kill);
  });
  return {"working memory from its snapshot, 8640 samples, p99",
          quantile(times, 0.99),
          3,
          "ms",
          "limit",
          true};
}

} // namespace

std::vector<figure> tiers() {
  return {by_id("working", 24h, 1), by_id("long_term", 100ms, 10),
          activation()};
}

} // namespace auren::node::bench

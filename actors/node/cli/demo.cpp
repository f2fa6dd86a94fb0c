#include "embedded/demo.hpp"

#include "actors/node/app.hpp"
#include "actors/node/cli/commands.hpp"
#include "actors/node/cli/signals.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/demo/story.hpp"
#include "actors/node/tree.hpp"
#include "gateway/repl/door.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace auren::node::cli {

namespace {

using namespace std::chrono_literals;

Context simulated_person() {
  Context who;
  who.set_tenant("home");
  who.set_person("me");
  who.set_subject("demo");
  return who;
}

/// A folder of its own that goes with the demo: never the person's data.
class scratch {
public:
  scratch() {
    std::string pattern
      = std::filesystem::temp_directory_path() / "auren-demo.XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  const std::string& path() const {
    return path_;
  }

private:
  std::string path_;
};

std::optional<demo::truth> truth_of(const request& asked) {
  std::string text{embedded::demo()};
  if (!asked.catalog.empty()) {
    std::ifstream file{asked.catalog};
    std::stringstream all;
    all << file.rdbuf();
    text = all.str();
  }
  auto read = demo::read_truth(text);
  if (auto* wrong = std::get_if<std::string>(&read)) {
    complain(*wrong);
    return std::nullopt;
  }
  return std::get<demo::truth>(std::move(read));
}

/// Plays the days through the same gate as everybody's samples.
class player {
public:
  explicit player(app& node) : node_(node), self_(node.system()) {
    // nop
  }

  /// Returns false when the day was not taken; says why.
  bool play(const demo::simulated_day& day) {
    ingest::SubmitSamples command;
    *command.mutable_context() = simulated_person();
    command.set_body(day.body);
    bool good = false;
    self_
      ->request(node_.at<ingest::gate_actor>(path::gates), 30s,
                std::move(command))
      .receive(
        [&](const ingest::SamplesAccepted& r) {
          good = r.rejected_size() == 0;
          if (!good)
            complain("a simulated sample was refused: "
                     + r.rejected(0).detail());
        },
        [&](const caf::error& why) { complain(render(why)); });
    return good && advance(day.day - 1);
  }

  /// Waits until everything up to `day` was lived through and tested.
  bool advance(int32_t day) {
    hypotheses::Advance command;
    *command.mutable_context() = simulated_person();
    command.set_through(time::format_day(day));
    command.set_changed_from(time::format_day(day)); // nothing older comes
    bool good = false;
    self_
      ->request(node_.at<people::people_actor>(path::door), 300s,
                std::move(command))
      .receive([&](const hypotheses::Advanced&) { good = true; },
               [&](const caf::error& why) { complain(render(why)); });
    return good;
  }

  std::optional<hypotheses::Hypotheses> all() {
    hypotheses::ListHypotheses question;
    *question.mutable_context() = simulated_person();
    std::optional<hypotheses::Hypotheses> result;
    self_
      ->request(node_.at<people::people_actor>(path::door), 60s,
                std::move(question))
      .receive([&](const hypotheses::Hypotheses& found) { result = found; },
               [&](const caf::error& why) { complain(render(why)); });
    return result;
  }

private:
  app& node_;
  caf::scoped_actor self_;
};

/// Plays all days; 0, or the signal that interrupted it.
int play_all(app& node, const demo::truth& of, double speed, signals& until,
             bool& good) {
  player one{node};
  auto today = time::local_day(time::now_ms(), 0);
  auto days = demo::live(of, today - 1);
  bool bar = isatty(STDERR_FILENO) != 0;
  size_t done_days = 0;
  for (auto& day : days) {
    if (!(good = one.play(day)))
      return 0;
    if (bar)
      std::cerr << fmt::format("\rday {} of {}", ++done_days, days.size())
                << std::flush;
    auto pause = speed > 0 ? static_cast<int>(1000 / speed) : 0;
    if (auto which = until.poll(pause))
      return which;
  }
  if (bar)
    std::cerr << '\n';
  good = one.advance(days.back().day);
  auto found = one.all();
  if (found)
    std::cout << to_text(compare(of, *found), of) << std::flush;
  good = good && found.has_value();
  return 0;
}

} // namespace

int demo(const request& asked) {
  auto settings = settings_of(asked);
  auto of = truth_of(asked);
  if (!settings || !of)
    return usage;
  scratch folder;
  if (asked.data.empty())
    settings->node.data = folder.path();
  signals until;
  auto node = app::start(*settings);
  if (!node) {
    complain(render(node.error()));
    return unreachable;
  }
  if (!asked.once) {
    if (auto failed = (*node)->open_gateway()) {
      complain(render(failed));
      return unreachable;
    }
    std::cout << fmt::format("auren: the demo lives on {}/\n", (*node)->url())
              << std::flush;
  }
  repl::door door{(*node)->system(), (*node)->at<operator_actor>(path::op),
                  repl_socket(*settings)};
  if (auto wrong = door.open())
    complain(*wrong);
  bool good = false;
  auto speed = asked.speed > 0 ? asked.speed : asked.once ? 0 : 6;
  auto which = play_all(**node, *of, speed, until, good);
  if (which == 0 && good && !asked.once) {
    std::cout << "auren: the dashboard stays up; Ctrl-C ends it\n"
              << std::flush;
    which = until.wait();
  }
  door.close();
  if (!(*node)->stop())
    std::_Exit(findings);
  if (asked.once)
    return which != 0 ? interrupted : good ? done : findings;
  return good ? done : findings;
}

} // namespace auren::node::cli

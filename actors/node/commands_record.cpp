#include "actors/deadline.hpp"
#include "actors/node/command_table.hpp"
#include "actors/node/logging.hpp"
#include "actors/node/tree.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <charconv>

namespace auren::node {

namespace {

uint64_t number_or(const std::vector<std::string>& words, uint64_t otherwise) {
  uint64_t n = otherwise;
  if (!words.empty())
    std::from_chars(words[0].data(), words[0].data() + words[0].size(), n);
  return std::clamp<uint64_t>(n, 1, 1000);
}

std::string line_of(const events::Event& event) {
  return fmt::format("{:>8} {} {:<11} {:<24} {}\n", event.position(),
                     time::format(event.occurred_at_us() / 1000),
                     events::Class::Value_Name(event.class_()), event.type(),
                     event.stream());
}

std::string line_of(const hypotheses::Hypothesis& one) {
  auto& what = one.prediction();
  auto n = one.evidence_size();
  return fmt::format(
    "{} {:<12} {:.2f} log E {:>6.2f} {:>4} days  {} {}> {} "
    "({} d)\n",
    one.id().substr(0, 12), hypotheses::Status::Value_Name(one.status()),
    one.confidence(), n > 0 ? one.evidence(n - 1).log_e() : 0.0,
    one.evidence_days(), what.cause(), what.direction() > 0 ? "+" : "-",
    what.effect(), what.lag_days());
}

} // namespace

void show_tail(invocation in) {
  auto feed = in.state->table->resolve<events::feed_actor>(path::feed);
  auto log = in.state->table->resolve<events::event_log_actor>(path::log);
  if (!feed || !log)
    return in.fail(caf::make_error(errc::restarting));
  auto n = number_or(in.words, 20);
  auto fail = [in](const caf::error& why) mutable { in.fail(why); };
  in.self->request(*log, default_patience, events::Head{})
    .then(
      [in, n, feed = *feed, fail](const events::Committed& head) {
        events::ReadLog question;
        question.set_everyone(true);
        question.set_after(head.head() > n ? head.head() - n : 0);
        question.set_limit(static_cast<uint32_t>(n));
        in.self->request(feed, default_patience, std::move(question))
          .then(
            [in](const events::Events& found) mutable {
              std::string text;
              for (auto& event : found.events())
                text += line_of(event);
              in.say(text.empty() ? "nothing was recorded yet\n" : text);
            },
            fail);
      },
      fail);
}

void show_log(invocation in) {
  std::string text;
  for (auto& line : recent_log(number_or(in.words, 50)))
    text += line;
  in.say(text.empty() ? "the log is empty\n" : text);
}

void show_hypotheses(invocation in) {
  auto door = in.state->table->resolve<people::people_actor>(path::door);
  if (!door)
    return in.fail(caf::make_error(errc::restarting));
  hypotheses::ListHypotheses question;
  auto& who = *question.mutable_context();
  who.set_tenant("home");
  who.set_person(in.words.empty() ? "me" : in.words[0]);
  who.set_subject("operator");
  if (in.words.size() > 1)
    question.set_status(in.words[1]);
  in.self->request(*door, default_patience, std::move(question))
    .then(
      [in](const hypotheses::Hypotheses& found) mutable {
        std::string text;
        for (auto& one : found.hypotheses())
          text += line_of(one);
        in.say(found, text.empty() ? "no hypotheses yet\n" : text);
      },
      [in](const caf::error& why) mutable { in.fail(why); });
}

} // namespace auren::node

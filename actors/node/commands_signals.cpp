#include "actors/deadline.hpp"
#include "actors/node/command_table.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

namespace {

std::string alert_line(const char* what, const streams::AlertChanged& one) {
  auto& found = one.finding();
  return fmt::format("{} since {} ({}): {}: {}\n  {}\n", what, one.since(),
                     found.urgency(), found.title(), found.reason(),
                     found.advice());
}

std::string text_of(const streams::Alerts& all) {
  std::string text = all.day().empty()
                       ? "no day was looked at yet\n"
                       : fmt::format("{}, {} of {} alerts in seven days\n",
                                     all.day(), all.spent(), all.budget());
  for (auto& one : all.alerts())
    text += alert_line("raised", one);
  for (auto& one : all.held_back())
    text += alert_line("held back", one);
  for (auto& one : all.detectors())
    text += fmt::format("{:<8} {:<32} {}\n", one.outcome(), one.detector(),
                        one.reason());
  return text;
}

std::string text_of(const ingest::Doubts& all) {
  auto text
    = fmt::format("{} open, {} confirmed\n", all.open(), all.confirmed());
  for (auto& one : all.doubts())
    text += fmt::format("{} {:<12} {:>5} from {}: {}{}\n", one.id(), one.rule(),
                        one.samples(), one.source(), one.detail(),
                        one.confirmed() ? " (confirmed)" : "");
  return text;
}

std::string text_of(const streams::Forecast& one) {
  std::string text;
  for (auto& day : one.days())
    text += fmt::format("{} {:.1f} ({:.1f} to {:.1f}) {}\n", day.day(),
                        day.value(), day.low(), day.high(), one.unit());
  if (one.has_coverage())
    text += fmt::format("{:.1f} % of {} past days lay inside, of {} wanted\n",
                        100 * one.coverage(), one.coverage_n(),
                        fmt::format("{:.0f} %", 100 * one.level()));
  if (!one.reason().empty())
    text += one.reason() + '\n';
  return text;
}

/// Asks about `person` and prints the reply.
template <class Reply, class Question>
void ask_of(invocation in, const std::string& person, Question question) {
  auto door = in.state->table->resolve<people::people_actor>(path::door);
  if (!door)
    return in.fail(caf::make_error(errc::restarting));
  auto& who = *question.mutable_context();
  who.set_tenant("home");
  who.set_person(person);
  who.set_subject("operator");
  in.self->request(*door, default_patience, std::move(question))
    .then([in](const Reply& found) mutable { in.say(found, text_of(found)); },
          [in](const caf::error& why) mutable { in.fail(why); });
}

std::string word_at(const invocation& in, size_t place, const char* otherwise) {
  return in.words.size() > place ? in.words[place] : otherwise;
}

void settle(invocation in, bool confirmed) {
  ingest::SettleDoubt command;
  command.set_id(in.words[0]);
  command.set_confirmed(confirmed);
  auto person = word_at(in, 1, "me");
  ask_of<ingest::Doubts>(std::move(in), person, std::move(command));
}

} // namespace

void show_alerts(invocation in) {
  auto person = word_at(in, 0, "me");
  ask_of<streams::Alerts>(std::move(in), person, streams::ListAlerts{});
}

void show_forecast(invocation in) {
  streams::AskForecast question;
  question.set_metric(in.words[0]);
  question.set_days(7);
  auto person = word_at(in, 1, "me");
  ask_of<streams::Forecast>(std::move(in), person, std::move(question));
}

void show_doubts(invocation in) {
  auto person = word_at(in, 0, "me");
  ask_of<ingest::Doubts>(std::move(in), person, ingest::ListDoubts{});
}

void confirm_doubt(invocation in) {
  settle(std::move(in), true);
}

void reopen_doubt(invocation in) {
  settle(std::move(in), false);
}

} // namespace auren::node

#include "actors/node/command_table.hpp"

#include "actors/deadline.hpp"
#include "messages/json.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

namespace {

void help(invocation in) {
  std::string text;
  for (auto& one : commands())
    text
      += fmt::format("{:<13} {:<22} {}\n", one.name, one.arguments, one.help);
  in.say(std::move(text));
}

std::string lines_of(const Status& status) {
  auto text = fmt::format("auren {}: {}, up {:.0f} s, position {}, {} people "
                          "awake, {} actors\ndata {}\n",
                          status.version(), status.state(), status.uptime_s(),
                          status.position(), status.people(), status.actors(),
                          status.data());
  for (auto& one : status.stages())
    text += fmt::format("  {:<12} {}\n", one.stage(), one.state());
  return text;
}

void show_status(invocation in) {
  operator_actor me{in.self};
  in.self->request(me, default_patience, AskStatus{})
    .then(
      [in](const Status& status) mutable { in.say(status, lines_of(status)); },
      [in](const caf::error& why) mutable { in.fail(why); });
}

void show_people(invocation in) {
  operator_actor me{in.self};
  in.self->request(me, default_patience, ListPeople{})
    .then(
      [in](const People& people) mutable {
        std::string text;
        for (auto& one : people.people())
          text
            += fmt::format("{}/{}  {}  idle {:.0f} s\n", one.tenant(), one.id(),
                           one.active() ? "awake" : "leaving", one.idle_s());
        in.say(people, text.empty() ? "nobody is awake\n" : text);
      },
      [in](const caf::error& why) mutable { in.fail(why); });
}

} // namespace

void invocation::say(std::string text, int code) {
  CommandResult result;
  result.set_text(std::move(text));
  result.set_exit_code(code);
  answer.deliver(std::move(result));
}

void invocation::say(const google::protobuf::Message& message,
                     std::string text) {
  say(as_json ? json::write(message) + '\n' : std::move(text));
}

void invocation::fail(const caf::error& why) {
  say(fmt::format("{}: {}\n", to_string(code_of(why)), render(why)), 1);
}

const std::vector<command>& commands() {
  static const std::vector<command> table = {
    {"status", "", "How the node and its stages do.", 0, false, show_status},
    {"tree", "", "Every actor, and how it does.", 0, false, show_tree},
    {"actor", "PATH", "One actor.", 1, true, show_actor},
    {"tell", "PATH MESSAGE JSON", "Sends an actor a message.", 2, true,
     tell_actor},
    {"restart", "PATH", "Restarts an actor, orderly.", 1, true, restart_actor},
    {"kill", "PATH", "Kills an actor; its supervisor acts.", 1, true,
     kill_actor},
    {"people", "", "Whose actors are awake.", 0, false, show_people},
    {"memories", "[PERSON [TIER]]",
     "A person's memories: their tiers, never "
     "their texts.",
     0, false, show_memories},
    {"memory", "ID [PERSON]", "One memory's way through the tiers.", 1, false,
     show_memory},
    {"hypotheses", "[PERSON [STATUS]]", "A person's hypotheses.", 0, false,
     show_hypotheses},
    {"experiments", "[PERSON [STATUS]]", "A person's randomised trials.", 0,
     false, show_experiments},
    {"experiment", "ID [PERSON]", "One of them: plan, days, result.", 1, false,
     show_experiment},
    {"packing", "ID [PERSON]",
     "What is in each packet of a blinded one: for who fills them.", 1, false,
     show_packing},
    {"why", "CAUSE|* EFFECT|* [PERSON]",
     "Paths from a cause to an effect, over what was found.", 2, false,
     show_why},
    {"alerts", "[PERSON]", "What stands out, and what each detector says.", 0,
     false, show_alerts},
    {"forecast", "METRIC [PERSON]", "The next seven days of a metric.", 1,
     false, show_forecast},
    {"doubts", "[PERSON]", "Samples that ask for a second reading.", 0, false,
     show_doubts},
    {"confirm", "DOUBT [PERSON]", "Counts a doubted sample after all.", 1,
     false, confirm_doubt},
    {"reopen", "DOUBT [PERSON]", "Takes a confirmation back.", 1, false,
     reopen_doubt},
    {"consents", "[PERSON]", "What a person allows.", 0, false, show_consents},
    {"consent", "PERSON", "Notes that somebody allows shared learning.", 1,
     false, give_consent},
    {"withdraw", "PERSON", "Notes that they no longer do.", 1, false,
     withdraw_consent},
    {"shared", "", "What was released of those who allow it, and its budget.",
     0, false, show_shared},
    {"release", "",
     "Releases once more; spends a part of the privacy budget for ever.", 0,
     false, release_shared},
    {"tail", "[N]", "The last events; types and streams, no content.", 0, false,
     show_tail},
    {"log", "[N]", "The last lines of the node's log.", 0, false, show_log},
    {"projection", "", "How far the samples' projection stands.", 0, false,
     show_projection},
    {"parked", "", "Events that it could not fold, and why.", 0, false,
     show_parked},
    {"replay-parked", "", "Tries to fold those again.", 0, false,
     replay_parked},
    {"rebuild", "", "Folds the whole record anew; traffic goes on.", 0, false,
     rebuild_projection},
    {"erase", "PERSON PERSON",
     "Erases somebody for good; the name twice, to be sure.", 2, false,
     erase_person},
    {"help", "", "This list.", 0, false, help},
  };
  return table;
}

} // namespace auren::node

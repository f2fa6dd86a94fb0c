#include "actors/node/commands.hpp"

#include "actors/deadline.hpp"
#include "actors/node/command_table.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <sstream>

namespace auren::node {

namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in{line};
  std::vector<std::string> words;
  for (std::string word; in >> word;)
    words.push_back(std::move(word));
  return words;
}

CommandResult refuse(std::string text) {
  CommandResult result;
  result.set_text(std::move(text));
  result.set_exit_code(2);
  return result;
}

const command* find(std::string_view name) {
  for (auto& one : commands())
    if (one.name == name)
      return &one;
  return nullptr;
}

} // namespace

caf::result<CommandResult>
run_command(operator_actor::stateful_pointer<operator_state> self,
            operator_state& state, const RunCommand& asked) {
  auto words = words_of(asked.line());
  bool as_json = asked.json();
  if (!words.empty() && words.front() == ".json") {
    as_json = true;
    words.erase(words.begin());
  }
  if (words.empty())
    return refuse("type help for what there is");
  auto* found = find(words.front());
  if (found == nullptr)
    return refuse(
      fmt::format("there is no command {}; type help", words.front()));
  auto answer = self->make_response_promise<CommandResult>();
  words.erase(words.begin());
  if (words.size() < found->least) {
    answer.deliver(
      refuse(fmt::format("usage: {} {}", found->name, found->arguments)));
    return answer;
  }
  found->run({self, &state, std::move(words), as_json, answer});
  return answer;
}

Completions complete(const operator_state& state, const Complete& asked) {
  Completions result;
  auto& line = asked.line();
  auto space = line.find(' ');
  auto last = line.substr(line.rfind(' ') + 1);
  if (space == std::string::npos) {
    for (auto& one : commands())
      if (one.name.starts_with(line))
        result.add_words(std::string{one.name});
    return result;
  }
  auto* found = find(line.substr(0, space));
  if (found != nullptr && found->takes_path)
    for (auto& [path, actor] : state.table->all())
      if (path.starts_with(last))
        result.add_words(path);
  return result;
}

} // namespace auren::node

#include "actors/node/cli/console.hpp"
#include "actors/node/command_line.hpp"

#include <editline/readline.h>

#include <cstring>
#include <iostream>
#include <unistd.h>

namespace auren::node::cli {

namespace {

console* completing = nullptr; // libedit's callbacks carry no context

char* next_word(const char*, int state) {
  static std::vector<std::string> words;
  static size_t at = 0;
  if (state == 0) {
    words = completing->complete(rl_line_buffer);
    at = 0;
  }
  return at < words.size() ? ::strdup(words[at++].c_str()) : nullptr;
}

int run(console& node, const std::string& line, bool as_json) {
  auto reply = node.run(line, as_json);
  if (auto* wrong = std::get_if<failure>(&reply))
    return give_up(*wrong);
  auto& result = std::get<CommandResult>(reply);
  auto code = result.exit_code();
  (code == 0 ? std::cout : std::cerr) << result.text() << std::flush;
  return code;
}

std::string history_file() {
  auto* home = std::getenv("HOME");
  return std::string{home != nullptr ? home : "."} + "/.auren_history";
}

int talk(console& node, bool as_json) {
  completing = &node;
  rl_completion_entry_function = next_word;
  rl_attempted_completion_function = nullptr;
  using_history();
  read_history(history_file().c_str());
  int code = done;
  while (auto* typed = readline(isatty(STDIN_FILENO) ? "auren> " : "")) {
    std::string line{typed};
    std::free(typed); // NOLINT: libedit's malloc
    if (line == "quit" || line == "exit")
      break;
    if (line.empty())
      continue;
    add_history(line.c_str());
    code = run(node, line, as_json);
    if (code == unreachable)
      break;
  }
  write_history(history_file().c_str());
  return isatty(STDIN_FILENO) ? done : code;
}

} // namespace

int repl(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  auto opened = open_console(asked, *settings);
  if (auto* wrong = std::get_if<failure>(&opened))
    return give_up(*wrong);
  auto& node = *std::get<0>(opened);
  return asked.line.empty() ? talk(node, asked.json)
                            : run(node, asked.line, asked.json);
}

} // namespace auren::node::cli

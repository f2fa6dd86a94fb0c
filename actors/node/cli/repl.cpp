#include "actors/node/cli/commands.hpp"
#include "actors/node/command_line.hpp"

#include <editline/readline.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <iostream>
#include <unistd.h>

namespace auren::node::cli {

namespace {

using nlohmann::json;

/// A node's REPL socket, one frame at a time.
class line_to {
public:
  explicit line_to(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto* raw = reinterpret_cast<const sockaddr*>(&address);
    if (::connect(socket_, raw, sizeof address) != 0) {
      ::close(socket_);
      socket_ = -1;
    }
  }
  ~line_to() {
    if (socket_ >= 0)
      ::close(socket_);
  }
  line_to(const line_to&) = delete;
  line_to& operator=(const line_to&) = delete;

  bool good() const {
    return socket_ >= 0;
  }

  /// Sends `frame` and returns the answer; null when the node is gone.
  json ask(const json& frame) {
    auto text = frame.dump() + '\n';
    if (::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) < 0)
      return nullptr;
    std::string reply;
    char buffer[4096];
    while (reply.empty() || reply.back() != '\n') {
      auto n = ::recv(socket_, buffer, sizeof buffer, 0);
      if (n <= 0)
        return nullptr;
      reply.append(buffer, static_cast<size_t>(n));
    }
    return json::parse(reply, nullptr, false);
  }

private:
  int socket_;
};

line_to* completing = nullptr; // libedit's callbacks carry no context

char* next_word(const char*, int state) {
  static std::vector<std::string> words;
  static size_t at = 0;
  if (state == 0) {
    auto reply = completing->ask({{"complete", std::string{rl_line_buffer}}});
    words = reply.value("words", std::vector<std::string>{});
    at = 0;
  }
  return at < words.size() ? ::strdup(words[at++].c_str()) : nullptr;
}

int run(line_to& node, const std::string& line, bool as_json) {
  auto reply = node.ask({{"line", line}, {"json", as_json}});
  if (!reply.is_object()) {
    complain("the node is gone");
    return unreachable;
  }
  auto code = reply.value("exit_code", 1);
  (code == 0 ? std::cout : std::cerr) << reply.value("text", "") << std::flush;
  return code;
}

std::string history_file() {
  auto* home = std::getenv("HOME");
  return std::string{home != nullptr ? home : "."} + "/.auren_history";
}

int talk(line_to& node, bool as_json) {
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
  auto path = asked.connect.empty() ? repl_socket(*settings) : asked.connect;
  line_to node{path};
  if (!node.good()) {
    complain("no node answers at " + path + "; start one with: auren serve");
    return unreachable;
  }
  return asked.line.empty() ? talk(node, asked.json)
                            : run(node, asked.line, asked.json);
}

} // namespace auren::node::cli

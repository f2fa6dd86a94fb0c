#include "actors/node/cli/console.hpp"

#include "actors/node/command_line.hpp"
#include "messages/json.hpp"

#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <unistd.h>

namespace auren::node::cli {

namespace {

using words = std::vector<std::string>;

outcome<CommandResult> result_of(const std::string& text) {
  CommandResult result;
  if (json::read(text, result))
    return failure{unreachable, "the node is gone"};
  return result;
}

words words_of(const std::string& text) {
  Completions found;
  json::read(text, found);
  return {found.words().begin(), found.words().end()};
}

/// A node's REPL socket, one frame at a time.
class socket_console : public console {
public:
  explicit socket_console(const std::string& path) {
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
  ~socket_console() override {
    if (socket_ >= 0)
      ::close(socket_);
  }

  bool good() const {
    return socket_ >= 0;
  }

  outcome<CommandResult> run(const std::string& line, bool as_json) override {
    return result_of(ask({{"line", line}, {"json", as_json}}));
  }

  words complete(const std::string& line) override {
    return words_of(ask({{"complete", line}}));
  }

private:
  /// Sends `frame` and returns the answer; empty when the node is gone.
  std::string ask(const nlohmann::json& frame) {
    auto text = frame.dump() + '\n';
    if (::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) < 0)
      return {};
    std::string reply;
    char buffer[4096];
    while (reply.empty() || reply.back() != '\n') {
      auto n = ::recv(socket_, buffer, sizeof buffer, 0);
      if (n <= 0)
        return {};
      reply.append(buffer, static_cast<size_t>(n));
    }
    return reply;
  }

  int socket_;
};

/// The same by the routes of an operator.
class http_console : public console {
public:
  explicit http_console(std::unique_ptr<remote> node) : node_(std::move(node)) {
    // nop
  }

  outcome<CommandResult> run(const std::string& line, bool as_json) override {
    RunCommand command;
    command.set_line(line);
    command.set_json(as_json);
    auto reply = node_->post("/api/v1/admin/commands", json::write(command));
    if (auto* wrong = std::get_if<failure>(&reply))
      return std::move(*wrong);
    return result_of(std::get<std::string>(reply));
  }

  words complete(const std::string& line) override {
    Complete question;
    question.set_line(line);
    auto reply
      = node_->post("/api/v1/admin/completions", json::write(question));
    auto* text = std::get_if<std::string>(&reply);
    return text != nullptr ? words_of(*text) : words{};
  }

private:
  std::unique_ptr<remote> node_;
};

} // namespace

outcome<std::unique_ptr<console>>
open_console(const request& asked, const config& settings) {
  auto named = named_node(asked);
  if (auto* wrong = std::get_if<failure>(&named))
    return std::move(*wrong);
  if (auto& node = std::get<0>(named))
    return std::make_unique<http_console>(std::move(node));
  auto path = asked.connect.empty() ? repl_socket(settings) : asked.connect;
  auto socket = std::make_unique<socket_console>(path);
  if (!socket->good())
    return failure{unreachable, "no node answers at " + path
                                  + "; start one with: auren serve"};
  return socket;
}

} // namespace auren::node::cli

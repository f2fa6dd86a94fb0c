#include "gateway/repl/door.hpp"

#include "actors/deadline.hpp"
#include "messages/json.hpp"
#include "messages/type_ids.hpp"

#include <caf/all.hpp>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace auren::repl {

namespace {

using namespace std::chrono_literals;

constexpr size_t guests_at_once = 8;
constexpr size_t longest_line = 64u << 10;

std::optional<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return std::nullopt;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

bool same_user(int guest) {
  ucred who{};
  socklen_t size = sizeof who;
  return getsockopt(guest, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0
         && (who.uid == geteuid() || who.uid == 0);
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0)
      return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

std::string problem(const caf::error& why) {
  node::CommandResult result;
  result.set_text(to_string(code_of(why)) + ": " + render(why) + '\n');
  result.set_exit_code(1);
  return json::write(result);
}

} // namespace

door::door(caf::actor_system& system, node::operator_actor op, std::string path)
  : system_(system), op_(std::move(op)), path_(std::move(path)) {
  // nop
}

door::~door() {
  close();
}

std::optional<std::string> door::open() {
  auto address = address_of(path_);
  if (!address)
    return "the path of the REPL socket is too long: " + path_;
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::unlink(path_.c_str()); // the data folder is locked: whose else was it
  auto* raw = reinterpret_cast<const sockaddr*>(&*address);
  auto before = ::umask(0077);
  auto bound = ::bind(listener_, raw, sizeof *address);
  ::umask(before);
  if (bound != 0 || ::listen(listener_, 8) != 0)
    return "cannot listen on " + path_ + ": " + std::strerror(errno);
  acceptor_ = std::thread{[this] { accept_all(); }};
  return std::nullopt;
}

void door::accept_all() {
  while (!closing_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 200) <= 0)
      continue;
    auto guest = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (guest < 0)
      continue;
    std::lock_guard lock{mutex_};
    if (guests_.size() >= guests_at_once || !same_user(guest)) {
      ::close(guest);
      continue;
    }
    guests_.insert(guest);
    threads_.emplace_back([this, guest] { serve(guest); });
  }
}

void door::serve(int guest) {
  std::string pending;
  char buffer[4096];
  while (!closing_) {
    auto n = ::recv(guest, buffer, sizeof buffer, 0);
    if (n <= 0 || pending.size() > longest_line)
      break;
    pending.append(buffer, static_cast<size_t>(n));
    for (auto end = pending.find('\n'); end != std::string::npos;
         end = pending.find('\n')) {
      auto reply = answer(pending.substr(0, end));
      pending.erase(0, end + 1);
      if (!send_all(guest, reply + '\n'))
        break;
    }
  }
  std::lock_guard lock{mutex_};
  guests_.erase(guest);
  ::close(guest);
}

std::string door::answer(const std::string& frame) {
  auto asked = nlohmann::json::parse(frame, nullptr, false);
  caf::scoped_actor self{system_};
  std::string reply;
  auto fail = [&](const caf::error& why) { reply = problem(why); };
  if (asked.is_object() && asked.contains("complete")
      && asked["complete"].is_string()) {
    node::Complete question;
    question.set_line(asked["complete"].get<std::string>());
    self->request(op_, default_patience, std::move(question))
      .receive(
        [&](const node::Completions& words) { reply = json::write(words); },
        fail);
    return reply;
  }
  if (!asked.is_object() || !asked.contains("line")
      || !asked["line"].is_string())
    return problem(caf::make_error(errc::invalid_message));
  node::RunCommand command;
  command.set_line(asked["line"].get<std::string>());
  command.set_json(asked.value("json", false));
  self->request(op_, 30s, std::move(command))
    .receive(
      [&](const node::CommandResult& done) { reply = json::write(done); },
      fail);
  return reply;
}

void door::close() {
  if (closing_.exchange(true))
    return;
  if (acceptor_.joinable())
    acceptor_.join();
  {
    std::lock_guard lock{mutex_};
    for (auto guest : guests_)
      ::shutdown(guest, SHUT_RDWR);
  }
  for (auto& one : threads_)
    one.join();
  if (listener_ >= 0) {
    ::close(listener_);
    ::unlink(path_.c_str());
  }
  op_ = nullptr;
}

} // namespace auren::repl

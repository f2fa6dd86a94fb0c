#pragma once

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <unistd.h>

namespace auren::test {

/// A real Redis server of its own, on a Unix socket, without rights and without
/// files; none when the program is not installed.
class redis_server {
public:
  static bool is_installed() {
    if (std::system("redis-server --version > /dev/null 2>&1") == 0)
      return true;
    MESSAGE("SKIP: redis-server is not installed");
    return false;
  }

  redis_server() {
    std::string pattern = "/tmp/auren-redis.XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    if (::geteuid() == 0)
      REQUIRE_EQ(::chown(folder_.c_str(), nobody, nobody), 0);
    start();
  }
  redis_server(const redis_server&) = delete;
  redis_server& operator=(const redis_server&) = delete;
  ~redis_server() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string socket() const {
    return folder_ + "/redis.sock";
  }

  void start() {
    child_ = ::fork();
    if (child_ == 0)
      run();
    for (int i = 0; i < 1000 && !answers(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    REQUIRE(answers());
  }

  /// Ends the server; what it had is gone.
  void stop() {
    if (child_ <= 0)
      return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
    ::unlink(socket().c_str());
  }

  /// Lets the server hang, with its connections open, or go on.
  void freeze(bool frozen) const {
    ::kill(child_, frozen ? SIGSTOP : SIGCONT);
  }

private:
  static constexpr unsigned nobody = 65534;

  [[noreturn]] void run() const {
    if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0))
      ::_exit(1);
    ::execlp("redis-server", "redis-server", "--port", "0", "--unixsocket",
             socket().c_str(), "--save", "", "--appendonly", "no", "--dir",
             folder_.c_str(), "--loglevel", "warning", "--logfile", "/dev/null",
             static_cast<char*>(nullptr));
    ::_exit(1);
  }

  bool answers() const {
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    socket().copy(where.sun_path, sizeof where.sun_path - 1);
    auto fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    auto fine
      = ::connect(fd, reinterpret_cast<sockaddr*>(&where), sizeof where) == 0;
    ::close(fd);
    return fine;
  }

  std::string folder_;
  pid_t child_ = -1;
};

} // namespace auren::test

#include "tests/contract/child.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdlib>
#include <signal.h>
#include <unistd.h>

namespace auren::test {

child::child(const std::function<int(int)>& body) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0)
    std::abort();
  pid_ = ::fork();
  if (pid_ == 0) {
    ::close(ends[0]);
    ::_exit(body(ends[1])); // no destructors of the parent's things
  }
  ::close(ends[1]);
  pipe_ = ends[0];
}

child::~child() {
  kill();
  ::close(pipe_);
}

std::string child::read(size_t size) {
  std::string bytes(size, '\0');
  size_t got = 0;
  while (got < size) {
    auto n = ::read(pipe_, bytes.data() + got, size - got);
    if (n <= 0)
      break;
    got += static_cast<size_t>(n);
  }
  bytes.resize(got);
  return bytes;
}

std::string child::kill() {
  if (pid_ < 0)
    return {};
  ::kill(pid_, SIGKILL);
  wait();
  return read(1 << 20);
}

int child::wait() {
  int status = 0;
  if (pid_ > 0)
    ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void say(int pipe, const std::string& text) {
  size_t put = 0;
  while (put < text.size()) {
    auto n = ::write(pipe, text.data() + put, text.size() - put);
    if (n <= 0)
      ::_exit(3);
    put += static_cast<size_t>(n);
  }
}

} // namespace auren::test

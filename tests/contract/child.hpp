#pragma once

#include <functional>
#include <string>

namespace auren::test {

/// Another process for a test to hurt: it runs `body`, which gets the end of
/// a pipe to tell of its progress.
class child {
public:
  explicit child(const std::function<int(int pipe)>& body);
  child(const child&) = delete;
  child& operator=(const child&) = delete;
  ~child(); ///< Kills it if it still runs.

  /// Reads up to `size` bytes; fewer when it has ended.
  std::string read(size_t size);

  /// Kills it and returns what it had said by then.
  std::string kill();

  /// Waits for its end; returns its exit status, or -1 when it was killed.
  int wait();

  int pid() const {
    return pid_;
  }

private:
  int pid_ = -1;
  int pipe_ = -1;
};

/// Writes all of `text`; for the child.
void say(int pipe, const std::string& text);

} // namespace auren::test

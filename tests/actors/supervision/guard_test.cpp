#include "tests/actors/supervision/support.hpp"

#include <cstdio>
#include <iostream>
#include <unistd.h>

using namespace auren;
using namespace auren::supervision;

namespace {

/// Keeps what is written to file `descriptor` while it lives.
class captured {
public:
  explicit captured(int descriptor)
    : descriptor_(descriptor), saved_(dup(descriptor)), file_(tmpfile()) {
    std::cout.flush();
    dup2(fileno(file_), descriptor_);
  }

  ~captured() {
    dup2(saved_, descriptor_);
    close(saved_);
    fclose(file_);
  }

  std::string text() {
    std::string result(4096, '\0');
    auto size = pread(fileno(file_), result.data(), result.size(), 0);
    result.resize(static_cast<size_t>(std::max<ssize_t>(size, 0)));
    return result;
  }

private:
  int descriptor_;
  int saved_;
  FILE* file_;
};

caf::behavior unguarded(caf::event_based_actor* self) {
  return {[self](int divisor) { return test::divide(self, divisor); }};
}

struct guard_fixture : test::deterministic {
  /// Returns what an exception in `actor` prints.
  std::string printed(caf::actor actor) {
    captured out{STDOUT_FILENO};
    captured err{STDERR_FILENO};
    caf::anon_send(actor, test::poison);
    settle();
    std::cout.flush();
    return out.text() + err.text();
  }
};

} // namespace

TEST_SUITE_BEGIN("supervision.guard");

TEST_CASE_FIXTURE(guard_fixture, "an exception in a guarded actor prints "
                                 "nothing") {
  auto actor = system.spawn(test::divider);
  settle();
  CHECK_EQ(printed(actor), "");
  CHECK(down_reason(actor) == errc::internal);
}

TEST_CASE_FIXTURE(guard_fixture, "without a guard CAF prints the text") {
  auto actor = system.spawn(unguarded);
  settle();
  CHECK(printed(actor).find("heart rate 51") != std::string::npos);
}

TEST_CASE("reasons are named by category and code and never by content") {
  CHECK_EQ(reason_of(caf::error{}), "exit/normal");
  CHECK_EQ(reason_of(caf::exit_reason::kill), "exit/kill");
  CHECK_EQ(reason_of(caf::make_error(errc::damaged, "heart rate 51")),
           "auren/damaged");
  CHECK_EQ(reason_of(caf::sec::request_timeout), "system/request_timeout");
}

TEST_SUITE_END();

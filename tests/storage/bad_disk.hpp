#pragma once

#include <atomic>
#include <sqlite3.h>

namespace auren::test {

/// While this lives, SQLite's files of this process lie on a disk that can be
/// told to fail. Files that are open outlive it unharmed.
class bad_disk {
public:
  enum class call { sync, write };

  bad_disk();
  ~bad_disk();
  bad_disk(const bad_disk&) = delete;
  bad_disk& operator=(const bad_disk&) = delete;

  /// Lets the `n`th call of a kind from now on fail, and `times - 1` after it.
  void fail(call kind, int n, int times = 1);

  /// Lets nothing fail any more; returns how many calls did.
  int mend();
};

} // namespace auren::test

#include "tests/storage/bad_disk.hpp"

#include <map>
#include <mutex>

namespace auren::test {

namespace {

/// What fails: calls number `from` to before `to`, counted from 1.
struct plan {
  std::atomic<int> from = 0;
  std::atomic<int> to = 0;
  std::atomic<int> calls = 0;
  std::atomic<int> failed = 0;

  bool fails() {
    auto n = ++calls;
    if (n < from || n >= to)
      return false;
    ++failed;
    return true;
  }
};

plan syncs;
plan writes;
sqlite3_vfs* real = nullptr;
sqlite3_vfs shim;

using methods = sqlite3_io_methods;

std::mutex tables_mutex;
std::map<const methods*, methods> patched; // by the real one

/// Returns the real methods of an open file; a patched table's address tells.
const methods* real_methods(sqlite3_file* file) {
  std::lock_guard guard{tables_mutex};
  for (auto& [original, table] : patched)
    if (&table == file->pMethods)
      return original;
  return file->pMethods;
}

int sync(sqlite3_file* file, int how) {
  return syncs.fails() ? SQLITE_IOERR_FSYNC
                       : real_methods(file)->xSync(file, how);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  return writes.fails() ? SQLITE_IOERR_WRITE
                        : real_methods(file)->xWrite(file, bytes, size, at);
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags,
         int* got) {
  auto status = real->xOpen(real, name, file, flags, got);
  if (file->pMethods == nullptr)
    return status;
  std::lock_guard guard{tables_mutex};
  auto [at, fresh] = patched.try_emplace(file->pMethods, *file->pMethods);
  if (fresh) {
    at->second.xSync = sync;
    at->second.xWrite = write;
  }
  file->pMethods = &at->second;
  return status;
}

} // namespace

bad_disk::bad_disk() {
  real = sqlite3_vfs_find(nullptr);
  shim = *real;
  shim.zName = "bad_disk";
  shim.xOpen = open;
  sqlite3_vfs_register(&shim, 1);
}

bad_disk::~bad_disk() {
  mend();
  sqlite3_vfs_register(real, 1);
  sqlite3_vfs_unregister(&shim);
}

void bad_disk::fail(call kind, int n, int times) {
  auto& which = kind == call::sync ? syncs : writes;
  which.calls = 0;
  which.failed = 0;
  which.from = n;
  which.to = n + times;
}

int bad_disk::mend() {
  int all = 0;
  for (auto* which : {&syncs, &writes}) {
    which->from = which->to = 0;
    all += which->failed.exchange(0);
  }
  return all;
}

} // namespace auren::test

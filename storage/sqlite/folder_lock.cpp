#include "storage/sqlite/folder_lock.hpp"

#include <fmt/format.h>
#include <sys/file.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace auren::storage::sqlite {

namespace {

caf::error unavailable(const std::string& text) {
  return caf::make_error(errc::storage_unavailable, text);
}

/// The holder may be just about to write its id; then it is not named.
std::string holder(int file) {
  std::array<char, 32> text{};
  auto size = ::pread(file, text.data(), text.size(), 0);
  int pid = 0;
  if (size > 0)
    std::from_chars(text.data(), text.data() + size, pid);
  return pid > 0 ? fmt::format("pid {}", pid) : "starting";
}

bool write_pid(int file) {
  auto text = fmt::format("{}\n", ::getpid());
  return ::ftruncate(file, 0) == 0
         && ::pwrite(file, text.data(), text.size(), 0)
              == static_cast<ssize_t>(text.size());
}

} // namespace

caf::expected<std::unique_ptr<folder_lock>>
folder_lock::take(const std::filesystem::path& folder) {
  auto path = folder / "lock";
  int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    return unavailable(fmt::format("{} cannot be opened: {}", path.string(),
                                   std::strerror(errno)));
  std::unique_ptr<folder_lock> lock{new folder_lock(file)};
  if (::flock(file, LOCK_EX | LOCK_NB) != 0)
    return unavailable(fmt::format("another auren ({}) uses this folder: {}",
                                   holder(file), folder.string()));
  if (!write_pid(file))
    return unavailable(fmt::format("{} cannot be written: {}", path.string(),
                                   std::strerror(errno)));
  return lock;
}

folder_lock::~folder_lock() {
  ::close(file_);
}

} // namespace auren::storage::sqlite

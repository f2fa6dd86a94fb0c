#include "storage/sqlite/folder_lock.hpp"

#include <fmt/format.h>
#include <sys/file.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fstream>
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

/// Written aside and renamed: a reader finds all of it or nothing.
bool write_private(const std::filesystem::path& path, const std::string& text) {
  auto aside = path.string() + ".new";
  int file
    = ::open(aside.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0)
    return false;
  auto whole = ::write(file, text.data(), text.size())
               == static_cast<ssize_t>(text.size());
  ::close(file);
  return whole && ::rename(aside.c_str(), path.c_str()) == 0;
}

constexpr auto address_file = "address";

} // namespace

caf::expected<std::unique_ptr<folder_lock>>
folder_lock::take(const std::filesystem::path& folder) {
  auto path = folder / "lock";
  int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    return unavailable(fmt::format("{} cannot be opened: {}", path.string(),
                                   std::strerror(errno)));
  std::unique_ptr<folder_lock> lock{new folder_lock(folder, file)};
  if (::flock(file, LOCK_EX | LOCK_NB) != 0)
    return unavailable(fmt::format("another auren ({}) uses this folder: {}",
                                   holder(file), folder.string()));
  lock->held_ = true;
  lock->withdraw(); // what a holder left that was killed
  if (!write_pid(file))
    return unavailable(fmt::format("{} cannot be written: {}", path.string(),
                                   std::strerror(errno)));
  return lock;
}

std::optional<std::string>
folder_lock::holder_address(const std::filesystem::path& folder) {
  std::ifstream file{folder / address_file};
  std::string line;
  if (!std::getline(file, line) || line.empty())
    return std::nullopt;
  return line;
}

bool folder_lock::announce(const std::string& address) const {
  return write_private(folder_ / address_file, address + '\n');
}

void folder_lock::withdraw() const {
  std::error_code ignored;
  std::filesystem::remove(folder_ / address_file, ignored);
}

folder_lock::~folder_lock() {
  if (held_)
    withdraw(); // before the next holder may announce itself
  ::close(file_);
}

} // namespace auren::storage::sqlite

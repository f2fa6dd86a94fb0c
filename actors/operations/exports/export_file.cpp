#include "actors/operations/exports/export_file.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace auren::operations {

namespace {

constexpr size_t buffered = 1u << 20;

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw export_failure{file.string()
                       + " cannot be written: " + std::strerror(errno)};
}

void sync_folder(const std::filesystem::path& folder) {
  int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || ::fsync(fd) != 0)
    fail(folder);
  ::close(fd);
}

} // namespace

export_file::export_file(std::filesystem::path folder, std::string name)
  : folder_(std::move(folder)), name_(std::move(name)),
    partial_(folder_ / ('.' + name_ + ".partial")) {
  fd_ = ::open(partial_.c_str(),
               O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd_ < 0)
    fail(partial_);
  buffer_.reserve(buffered);
}

export_file::~export_file() {
  if (fd_ < 0)
    return;
  ::close(fd_);
  ::unlink(partial_.c_str());
}

void export_file::write(std::string_view bytes) {
  hash_.add(bytes);
  bytes_ += bytes.size();
  buffer_ += bytes;
  if (buffer_.size() >= buffered)
    flush();
}

void export_file::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    auto n = ::write(fd_, left.data(), left.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      fail(partial_);
    left.remove_prefix(static_cast<size_t>(n));
  }
  buffer_.clear();
}

void export_file::commit() {
  flush();
  if (::fsync(fd_) != 0)
    fail(partial_);
  if (::rename(partial_.c_str(), (folder_ / name_).c_str()) != 0)
    fail(folder_ / name_);
  ::close(fd_);
  fd_ = -1;
  sync_folder(folder_);
}

std::string export_file::take_hash() {
  return hash_.finish();
}

} // namespace auren::operations

#include "actors/ingest/byte_source.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace auren::ingest {

namespace {

class file_source : public byte_source {
public:
  explicit file_source(int fd) : fd_(fd) {
    posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }

  ~file_source() override {
    ::close(fd_);
  }

  size_t read(char* to, size_t size) override {
    ssize_t got = -1;
    do {
      got = ::read(fd_, to, size);
    } while (got < 0 && errno == EINTR);
    failed_ |= got < 0;
    return got < 0 ? 0 : static_cast<size_t>(got);
  }

  refusal fault() const override {
    if (failed_)
      return {errc::storage_unavailable, "the file cannot be read"};
    return {};
  }

private:
  int fd_;
  bool failed_ = false;
};

} // namespace

std::unique_ptr<byte_source> open_file(const std::filesystem::path& path) {
  auto fd
    = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0)
    return nullptr;
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    return nullptr;
  }
  return std::make_unique<file_source>(fd);
}

} // namespace auren::ingest

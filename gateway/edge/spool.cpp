#include "gateway/edge/spool.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace auren::edge {

std::shared_ptr<spool_file> spool_file::create(std::filesystem::path folder) {
  auto name = (folder / "upload-XXXXXX").string();
  auto descriptor = ::mkostemp(name.data(), O_CLOEXEC); // mode 0600
  if (descriptor < 0)
    return nullptr;
  return std::shared_ptr<spool_file>{new spool_file{name, descriptor}};
}

spool_file::spool_file(std::filesystem::path path, int descriptor)
  : path_(std::move(path)), descriptor_(descriptor) {
  // nop
}

spool_file::~spool_file() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
  std::error_code ignored;
  if (!kept_)
    std::filesystem::remove(path_, ignored);
}

bool spool_file::append(std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    bytes.remove_prefix(static_cast<size_t>(n));
    size_ += static_cast<uint64_t>(n);
  }
  return true;
}

bool spool_file::seal() {
  auto synced = ::fsync(descriptor_) == 0;
  auto closed = ::close(descriptor_) == 0;
  descriptor_ = -1;
  return synced && closed;
}

} // namespace auren::edge

#include "gateway/http/memory_stream.hpp"

#include <algorithm>
#include <cstring>

namespace auren::http {

memory_stream::memory_stream(std::string head, std::string_view body)
  : head_(std::move(head)), body_(body) {
  // nop
}

memory_stream::memory_stream(std::string head,
                             const std::filesystem::path& path)
  : head_(std::move(head)), file_(std::fopen(path.c_str(), "rbe")) {
  // nop
}

ssize_t memory_stream::read(char* to, size_t size) {
  if (head_read_ < head_.size()) {
    auto n = std::min(size, head_.size() - head_read_);
    std::memcpy(to, head_.data() + head_read_, n);
    head_read_ += n;
    return static_cast<ssize_t>(n);
  }
  if (file_)
    return static_cast<ssize_t>(std::fread(to, 1, size, file_.get()));
  auto n = std::min(size, body_.size());
  std::memcpy(to, body_.data(), n);
  body_.remove_prefix(n);
  return static_cast<ssize_t>(n);
}

ssize_t memory_stream::write(const char*, size_t size) {
  return static_cast<ssize_t>(size);
}

} // namespace auren::http

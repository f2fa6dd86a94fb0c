#include "storage/secrets/provider.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace auren::storage::secrets {

namespace {

constexpr off_t largest_file = 64 << 10;

caf::expected<secret> from_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0')
    return caf::make_error(errc::not_found, fmt::format("{} is not set", name));
  return secret{value};
}

/// Returns why the open file may not hold a secret; empty when it may.
std::string objection(int file) {
  struct stat info {};
  if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode))
    return "is not a regular file";
  if ((info.st_mode & 077) != 0)
    return "may be read by others; run chmod 600 on it";
  if (info.st_uid != ::geteuid() && info.st_uid != 0)
    return "belongs to another user";
  return info.st_size > largest_file ? "is too large for a secret" : "";
}

caf::expected<secret> contents(int file, const std::string& path) {
  std::array<char, largest_file> buffer;
  size_t size = 0;
  while (size < buffer.size()) {
    auto got = ::read(file, buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      break;
    size += static_cast<size_t>(got);
  }
  size -= size > 0 && buffer[size - 1] == '\n' ? 1 : 0;
  auto result = size == 0 ? secret{} : secret{{buffer.data(), size}};
  ::explicit_bzero(buffer.data(), buffer.size());
  if (result.empty())
    return caf::make_error(errc::not_found, fmt::format("{} is empty", path));
  return result;
}

caf::expected<secret> from_file(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    return caf::make_error(
      errc::not_found,
      fmt::format("{} cannot be read: {}", path, std::strerror(errno)));
  auto bad = objection(file);
  caf::expected<secret> result{errc::refused};
  if (bad.empty())
    result = contents(file, path);
  else
    result = caf::make_error(errc::refused, fmt::format("{} {}", path, bad));
  ::close(file);
  return result;
}

} // namespace

caf::expected<secret> local_provider::read(std::string_view reference) const {
  if (reference.starts_with("env:"))
    return from_environment(std::string{reference.substr(4)});
  if (reference.starts_with("file:"))
    return from_file(std::string{reference.substr(5)});
  return caf::make_error(errc::refused,
                         "a secret is named env:NAME or file:/path");
}

} // namespace auren::storage::secrets

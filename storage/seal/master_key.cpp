#include "storage/seal/master_key.hpp"

#include "messages/ids.hpp"
#include "storage/secrets/provider.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace auren::storage::seal {

namespace {

/// Returns the 32 bytes that `text` writes in hex or base64, or nothing.
secrets::secret decode(std::string_view text) {
  std::string bytes(key_size + 3, '\0');
  size_t size = 0;
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  bool read = sodium_hex2bin(out, bytes.size(), text.data(), text.size(),
                             nullptr, &size, nullptr)
                == 0
              && size == key_size && text.size() == 2 * key_size;
  for (int variant : {sodium_base64_VARIANT_ORIGINAL,
                      sodium_base64_VARIANT_ORIGINAL_NO_PADDING})
    read = read
           || (sodium_base642bin(out, bytes.size(), text.data(), text.size(),
                                 nullptr, &size, nullptr, variant)
                 == 0
               && size == key_size);
  bytes.resize(key_size);
  auto result = read ? secrets::secret{bytes} : secrets::secret{};
  secrets::wipe(bytes);
  return result;
}

caf::expected<master_key>
read(const std::string& reference, const std::string& origin) {
  auto text = secrets::local_provider{}.read(reference);
  if (!text)
    return caf::make_error(errc::refused,
                           "no master key: " + render(text.error()));
  auto bytes = decode(text->view());
  if (bytes.empty())
    return caf::make_error(
      errc::refused,
      fmt::format("{} is not a master key: 32 bytes as base64 or hex", origin));
  // Member by member: g++ 12 warns of an aggregate here without reason.
  master_key result;
  result.key.id = 1;
  result.key.bytes = std::make_shared<const secrets::secret>(std::move(bytes));
  result.origin = origin;
  return result;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    auto put = ::write(file, text.data(), text.size());
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return false;
    text.remove_prefix(static_cast<size_t>(put));
  }
  return ::fsync(file) == 0;
}

/// A key that is lost in a power cut takes all data with it: sync the file
/// before it gets its name, and the name before anything is sealed.
caf::error create(const std::filesystem::path& path) {
  auto draft = path.string() + ".new";
  auto text = ids::hex(secrets::secret::random(key_size).view()) + "\n";
  int file
    = ::open(draft.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  bool done = file >= 0 && ::fchmod(file, 0600) == 0 && write_all(file, text);
  secrets::wipe(text);
  if (file >= 0)
    ::close(file);
  done = done && ::rename(draft.c_str(), path.c_str()) == 0;
  int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_CLOEXEC);
  done = done && folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0)
    ::close(folder);
  if (done)
    return caf::none;
  return caf::make_error(errc::storage_unavailable,
                         fmt::format("{} cannot be written: {}", path.string(),
                                     std::strerror(errno)));
}

} // namespace

caf::expected<master_key>
load_master_key(const std::filesystem::path& folder,
                const std::optional<std::filesystem::path>& file,
                bool may_create) {
  if (file)
    return read("file:" + file->string(), file->string());
  if (std::getenv(master_key_variable) != nullptr)
    return read(std::string{"env:"} + master_key_variable, master_key_variable);
  auto path = folder / "master.key";
  std::error_code ignored; // what cannot be seen, read() will name
  if (!std::filesystem::exists(path, ignored)) {
    if (!may_create)
      return caf::make_error(
        errc::refused,
        fmt::format("{} is missing, and this data folder is sealed; give its "
                    "master key in {} or {}",
                    path.string(), master_key_variable, master_key_option));
    if (auto failed = create(path))
      return failed;
  }
  return read("file:" + path.string(), path.string());
}

} // namespace auren::storage::seal

#pragma once

#include <cstddef>
#include <memory>
#include <ostream>
#include <string_view>

namespace auren::storage::secrets {

/// Bytes that must not leak: in memory of their own behind guard pages, kept
/// out of swap and core dumps where the system allows it, zeroed at the end,
/// and never printed.
class secret {
public:
  secret() = default;

  /// Copies `bytes`; the caller still has to wipe the original.
  explicit secret(std::string_view bytes);

  /// Returns `size` bytes from the system's random generator.
  static secret random(size_t size);

  /// Returns the bytes; valid as long as this lives.
  std::string_view view() const {
    return {memory_.get(), size_};
  }
  const unsigned char* data() const {
    return reinterpret_cast<const unsigned char*>(memory_.get());
  }
  size_t size() const {
    return size_;
  }
  bool empty() const {
    return size_ == 0;
  }

  friend std::ostream& operator<<(std::ostream&, const secret&) = delete;

private:
  struct wiper {
    void operator()(char* bytes) const;
  };
  std::unique_ptr<char[], wiper> memory_;
  size_t size_ = 0;
};

/// Overwrites `bytes` so that the compiler cannot leave it out.
void wipe(std::string& bytes);

} // namespace auren::storage::secrets

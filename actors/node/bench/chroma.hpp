#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace auren::node::bench {

/// A collection of a running Chroma server, by its HTTP API v2. Everything
/// blocks and throws std::runtime_error when the server does not do it.
class chroma {
public:
  /// Makes an empty collection at `url`, "http://127.0.0.1:8000".
  explicit chroma(const std::string& url);
  /// Removes it.
  ~chroma();
  chroma(const chroma&) = delete;
  chroma& operator=(const chroma&) = delete;

  /// Adds vectors numbered from `first`.
  void add(uint32_t first, std::span<const std::vector<float>> all);

  /// Returns the numbers of the `k` nearest.
  std::vector<uint32_t> near(const std::vector<float>& query, size_t k);

private:
  std::string post(const std::string& path, const std::string& body);

  std::string url_;
  std::string name_;
  std::string collection_;
};

} // namespace auren::node::bench

#pragma once

#include <cstdio>
#include <filesystem>
#include <httplib.h>
#include <memory>
#include <string>
#include <string_view>

namespace auren::http {

/// The httplib::Stream of one request that is in memory already: reads its
/// head, then its body (from memory or from a file); drops what is written.
class memory_stream final : public httplib::Stream {
public:
  /// `body` must outlive the stream.
  memory_stream(std::string head, std::string_view body);

  /// Reads the body from the file at `path`.
  memory_stream(std::string head, const std::filesystem::path& path);

  bool is_readable() const override {
    return true;
  }
  bool is_writable() const override {
    return true;
  }
  ssize_t read(char* to, size_t size) override;
  ssize_t write(const char*, size_t size) override;
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override {
    return 0;
  }

private:
  struct closer {
    void operator()(FILE* file) const {
      std::fclose(file);
    }
  };

  std::string head_;
  size_t head_read_ = 0;
  std::string_view body_;
  std::unique_ptr<FILE, closer> file_;
};

} // namespace auren::http

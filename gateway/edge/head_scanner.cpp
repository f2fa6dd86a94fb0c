#include "gateway/edge/head.hpp"
#include "messages/errc.hpp"

namespace auren::edge {

std::optional<response>
head_scanner::look(std::string_view buffer, const limits& limit) {
  while (size_ == 0) {
    auto lf = buffer.find('\n', seen_);
    seen_ = lf == std::string_view::npos ? buffer.size() : lf + 1;
    if (lines_ == 0 && seen_ > limit.request_line)
      return problem(414, errc::headers_too_large,
                     "The request line is too long.");
    if (seen_ > limit.head)
      return problem(errc::headers_too_large, "The head is too long.");
    if (lf == std::string_view::npos)
      return std::nullopt;
    if (auto refused = line_at(buffer, lf, limit))
      return refused;
  }
  return std::nullopt;
}

std::optional<response>
head_scanner::line_at(std::string_view buffer, size_t lf, const limits& limit) {
  if (lf == 0 || buffer[lf - 1] != '\r')
    return problem(errc::invalid_message, "A line must end in CR LF.");
  if (lf - 1 == line_start_) {
    if (lines_ == 0)
      return problem(errc::invalid_message, "The request line is empty.");
    size_ = lf + 1;
    return std::nullopt;
  }
  line_start_ = lf + 1;
  if (++lines_ > limit.header_fields + 1)
    return problem(errc::headers_too_large, "Too many header fields.");
  return std::nullopt;
}

} // namespace auren::edge

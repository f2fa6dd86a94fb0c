#include "gateway/http/fresh.hpp"

#include "messages/ids.hpp"

#include <openssl/sha.h>

namespace auren::http {

namespace {

/// RFC 9110 8.8.3.2: weak comparison looks at the quoted part alone.
std::string_view quoted(std::string_view tag) {
  auto start = tag.find('"');
  if (start == tag.npos)
    return {};
  auto end = tag.find('"', start + 1);
  return end == tag.npos ? std::string_view{}
                         : tag.substr(start, end - start + 1);
}

bool holds(std::string_view list, std::string_view tag) {
  if (list == "*")
    return true;
  for (auto one = quoted(list); !one.empty(); one = quoted(list)) {
    if (one == quoted(tag))
      return true;
    auto end = static_cast<size_t>(one.data() - list.data()) + one.size();
    list.remove_prefix(end);
  }
  return false;
}

} // namespace

std::string name_of(std::string_view bytes) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return ids::hex(hash.substr(0, 8));
}

std::string etag_of(std::string_view bytes) {
  return "W/\"" + name_of(bytes) + '"';
}

edge::response unless_known(const call& asked, edge::response answer) {
  auto tag = answer.headers.get("ETag");
  auto known = asked.asked().header("If-None-Match");
  if (tag.empty() || !holds(known, tag))
    return answer;
  edge::response unchanged{.status = 304};
  unchanged.headers = std::move(answer.headers);
  unchanged.headers.set("Vary", "Accept-Encoding");
  return unchanged;
}

} // namespace auren::http

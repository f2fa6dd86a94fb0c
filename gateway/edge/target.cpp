#include "gateway/edge/target.hpp"

#include "gateway/edge/text.hpp"

#include <algorithm>

namespace auren::edge {

namespace {

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '#' && c != '\\';
  });
}

/// Takes scheme and authority off an absolute-form; false when they are not
/// those of this request, which is how caches and proxies get confused.
bool strip_authority(std::string_view& target, std::string_view host) {
  auto start = target.find("://");
  if (start == std::string_view::npos)
    return false;
  auto scheme = target.substr(0, start);
  if (!same_text(scheme, "http") && !same_text(scheme, "https"))
    return false;
  target.remove_prefix(start + 3);
  auto end = std::min(target.find_first_of("/?"), target.size());
  if (host.empty() || !same_text(target.substr(0, end), host))
    return false;
  target.remove_prefix(end);
  return true;
}

/// True when no segment climbs ("." or "..") and none hides a slash.
bool is_plain(std::string_view path) {
  for (size_t at = 1; at <= path.size();) {
    auto end = std::min(path.find('/', at), path.size());
    auto segment = path.substr(at, end - at);
    if (segment == "." || segment == "..")
      return false;
    at = end + 1;
  }
  return path.find('\\') == std::string_view::npos;
}

bool hides_slash(std::string_view raw) {
  for (auto at = raw.find('%'); at != std::string_view::npos;
       at = raw.find('%', at + 1))
    if (same_text(raw.substr(at, 3), "%2f"))
      return true;
  return false;
}

std::string_view read_path(request& asked, std::string_view raw) {
  if (raw.empty() || raw[0] != '/' || raw.starts_with("//"))
    return "The path must start with one slash.";
  if (hides_slash(raw))
    return "The path holds an encoded slash.";
  auto path = decoded(raw, false);
  if (!path || !is_plain(*path))
    return "The path is not plain text.";
  asked.path = std::move(*path);
  return {};
}

std::string_view read_query(request& asked, std::string_view raw) {
  while (!raw.empty()) {
    auto end = std::min(raw.find('&'), raw.size());
    auto item = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    if (item.empty())
      continue;
    auto equals = std::min(item.find('='), item.size());
    auto name = decoded(item.substr(0, equals), true);
    auto value = decoded(item.substr(std::min(equals + 1, item.size())), true);
    if (!name || !value)
      return "The query is not plain text.";
    asked.query.emplace(std::move(*name), std::move(*value));
  }
  return {};
}

} // namespace

std::string_view read_target(request& asked) {
  std::string_view target = asked.target;
  if (target == "*" && asked.method == "OPTIONS") {
    asked.path.assign(1, '*'); // GCC 12 misreads the plain assignment
    return {};
  }
  if (!is_printable(target))
    return "The request target has forbidden characters.";
  if (!target.starts_with('/')
      && !strip_authority(target, asked.header("Host")))
    return "The request target is not for this host.";
  auto mark = std::min(target.find('?'), target.size());
  auto raw = mark == 0 ? std::string_view{"/"} : target.substr(0, mark);
  if (auto wrong = read_path(asked, raw); !wrong.empty())
    return wrong;
  return read_query(asked, target.substr(std::min(mark + 1, target.size())));
}

} // namespace auren::edge

#include "actors/node/config.hpp"

#include "actors/memory/embedding_client.hpp"
#include "storage/mirror/redis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace auren::node {

namespace {

std::string_view trim(std::string_view s) {
  auto first = s.find_first_not_of(" \t\r");
  if (first == std::string_view::npos)
    return {};
  return s.substr(first, s.find_last_not_of(" \t\r") - first + 1);
}

/// Levenshtein distance, for "did you mean".
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      auto cost = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, cost});
    }
  }
  return row[b.size()];
}

std::string unknown(const std::vector<option>& options, std::string_view key) {
  auto nearest = std::ranges::min_element(
    options, {}, [&](auto& o) { return distance(o.name, key); });
  auto hint = distance(nearest->name, key) <= 4
                ? fmt::format("; did you mean {}?", nearest->name)
                : std::string{};
  return fmt::format("there is no option {}{}", key, hint);
}

std::string_view unquote(std::string_view s) {
  if (s.size() >= 2 && s.front() == '"' && s.back() == '"')
    return s.substr(1, s.size() - 2);
  return s;
}

/// Reads one `key = value`; returns what is wrong with it.
std::optional<std::string>
set_line(const std::vector<option>& options, std::string_view section,
         std::string_view line) {
  auto equals = line.find('=');
  if (equals == std::string_view::npos)
    return std::string{"neither [section] nor key = value"};
  auto name = trim(line.substr(0, equals));
  auto key
    = section.empty() ? std::string{name} : fmt::format("{}.{}", section, name);
  auto found = std::ranges::find(options, key, &option::name);
  if (found == options.end())
    return unknown(options, key);
  if (auto wrong = found->set(unquote(trim(line.substr(equals + 1)))))
    return fmt::format("{} {}", key, *wrong);
  return std::nullopt;
}

const char* environment(const char* name) {
  auto* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

} // namespace

std::vector<std::string> read_config(std::string_view text, config& target) {
  auto options = options_of(target);
  std::vector<std::string> wrong;
  std::string section;
  for (size_t at = 0, line_number = 1; at <= text.size(); ++line_number) {
    auto end = std::min(text.find('\n', at), text.size());
    auto line = trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty() || line[0] == '#' || line[0] == ';')
      continue;
    if (line.front() == '[' && line.back() == ']') {
      section = trim(line.substr(1, line.size() - 2));
      continue;
    }
    if (auto problem = set_line(options, section, line))
      wrong.push_back(fmt::format("line {}: {}", line_number, *problem));
  }
  return wrong;
}

std::vector<std::string> validate(const config& c) {
  std::vector<std::string> wrong;
  auto http = parse_endpoint(c.gateway.http);
  if (!http)
    wrong.push_back("gateway.http must be an address and a port, such as "
                    "127.0.0.1:8080");
  else if (c.auth.mode == "local" && !http->loopback())
    wrong.push_back("gateway.http must be a loopback address while auth.mode "
                    "is local: anybody who reaches it would be `me`");
  if (!c.memory.embeddings.empty()
      && !memory::is_embedding_url(c.memory.embeddings))
    wrong.push_back("memory.embeddings must be an http or https URL");
  if (!c.memory.redis.empty()
      && !storage::mirror::parse_redis_address(c.memory.redis))
    wrong.push_back("memory.redis must be unix:/path or HOST:PORT");
  if (c.gateway.certificate.empty() != c.gateway.key.empty())
    wrong.push_back("gateway.certificate and gateway.key go together");
  return wrong;
}

std::string render_config(const config& shown) {
  auto copy = shown;
  std::string out = "# Every option of AUREN at its default. Lines that start "
                    "with # are comments;\n# an unknown option is refused.\n";
  std::string section;
  for (auto& one : options_of(copy)) {
    auto dot = one.name.find('.');
    auto here = one.name.substr(0, dot);
    if (here != std::exchange(section, here))
      out += fmt::format("\n[{}]\n", here);
    out += fmt::format("# {}\n{} = {}\n", one.help, one.name.substr(dot + 1),
                       one.get());
  }
  return out;
}

std::string data_folder(const config& from) {
  if (!from.node.data.empty())
    return from.node.data;
  if (auto* set = environment("AUREN_DATA"))
    return set;
  if (auto* xdg = environment("XDG_DATA_HOME"))
    return fmt::format("{}/auren", xdg);
  auto* home = environment("HOME");
  return fmt::format("{}/.local/share/auren", home != nullptr ? home : ".");
}

std::string repl_socket(const config& from) {
  return from.repl.socket.empty() ? data_folder(from) + "/repl.sock"
                                  : from.repl.socket;
}

bool endpoint::loopback() const {
  return host.starts_with("127.") || host == "::1" || host == "localhost";
}

std::optional<endpoint> parse_endpoint(std::string_view text) {
  auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0)
    return std::nullopt;
  auto host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  endpoint result{host == "localhost" ? "127.0.0.1" : std::string{host}, 0};
  auto digits = text.substr(colon + 1);
  auto end = digits.data() + digits.size();
  auto [at, error] = std::from_chars(digits.data(), end, result.port);
  if (digits.empty() || error != std::errc{} || at != end)
    return std::nullopt;
  return result;
}

} // namespace auren::node

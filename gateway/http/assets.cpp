#include "gateway/http/assets.hpp"

#include "gateway/http/fresh.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <map>
#include <stdexcept>

#include "embedded/dashboard.hpp"

namespace auren::http {

namespace {

using text = std::shared_ptr<const std::string>;

/// Reads every file of the built-in archive into memory, by name.
std::map<std::string, text> unpack(std::string_view tar) {
  std::map<std::string, text> files;
  std::unique_ptr<archive, decltype(&archive_read_free)> in{archive_read_new(),
                                                            archive_read_free};
  archive_read_support_format_tar(in.get());
  if (archive_read_open_memory(in.get(), tar.data(), tar.size()) != ARCHIVE_OK)
    throw std::runtime_error{"the built-in dashboard cannot be read"};
  archive_entry* entry = nullptr;
  while (archive_read_next_header(in.get(), &entry) == ARCHIVE_OK) {
    std::string bytes(static_cast<size_t>(archive_entry_size(entry)), '\0');
    auto n = archive_read_data(in.get(), bytes.data(), bytes.size());
    if (n == static_cast<la_ssize_t>(bytes.size()) && n > 0)
      files[archive_entry_pathname(entry)]
        = std::make_shared<const std::string>(std::move(bytes));
  }
  return files;
}

std::string type_of(std::string_view name) {
  static const std::map<std::string_view, const char*> types = {
    {"html", "text/html; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"json", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"png", "image/png"},
    {"woff2", "font/woff2"},
    {"ico", "image/x-icon"},
  };
  auto found = types.find(name.substr(name.rfind('.') + 1));
  return found == types.end() ? "application/octet-stream" : found->second;
}

/// What browsers may do with a file: ask each time whether it changed, or
/// keep it for good, for its path changes with its content.
constexpr auto ask_again = "no-cache";
constexpr auto keep = "public, max-age=31536000, immutable";

route asset(std::string pattern, const std::string& name, text plain,
            text zipped, const char* caching) {
  route result{.method = "GET",
               .pattern = std::move(pattern),
               .scope = "",
               .summary = "The dashboard.",
               .quick = true};
  edge::response answer;
  answer.content_type = type_of(name);
  answer.headers.set("Cache-Control", caching);
  answer.headers.set("ETag", etag_of(*plain));
  answer.shared = std::move(plain);
  answer.shared_gzip = std::move(zipped);
  result.handle = [answer](const call& asked) {
    return std::optional{unless_known(asked, answer)};
  };
  return result;
}

constexpr std::string_view folder = "assets/";

/// The page with its assets named by their version's path.
std::string versioned(std::string_view page, const std::string& version) {
  std::string out;
  for (auto at = page.find("./assets/"); at != page.npos;
       at = page.find("./assets/")) {
    out.append(page.substr(0, at)).append("./assets/" + version + '/');
    page.remove_prefix(at + 9);
  }
  return out.append(page);
}

} // namespace

std::vector<route> asset_routes() {
  auto files = unpack(embedded::dashboard());
  auto version = name_of(embedded::dashboard());
  std::vector<route> routes;
  for (auto& [name, plain] : files) {
    if (name.ends_with(".gz"))
      continue;
    auto found = files.find(name + ".gz");
    auto zipped = found == files.end() ? nullptr : found->second;
    if (name == "index.html") {
      auto page = versioned(*plain, version);
      routes.push_back(asset(
        "/", name, std::make_shared<const std::string>(page),
        std::make_shared<const std::string>(edge::gzip(page)), ask_again));
      continue;
    }
    routes.push_back(asset('/' + name, name, plain, zipped, ask_again));
    if (name.starts_with(folder))
      routes.push_back(
        asset("/assets/" + version + '/' + name.substr(folder.size()), name,
              plain, zipped, keep));
  }
  return routes;
}

} // namespace auren::http

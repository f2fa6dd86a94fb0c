#include "gateway/http/assets.hpp"

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

route asset(std::string pattern, const std::string& name, text plain,
            text zipped) {
  route result{.method = "GET",
               .pattern = std::move(pattern),
               .scope = "",
               .summary = "The dashboard.",
               .quick = true};
  edge::response answer;
  answer.content_type = type_of(name);
  answer.shared = std::move(plain);
  answer.shared_gzip = std::move(zipped);
  // Names do not change with their content, so browsers must ask.
  answer.headers.set("Cache-Control", "no-cache");
  result.handle = [answer](const call&) { return std::optional{answer}; };
  return result;
}

} // namespace

std::vector<route> asset_routes() {
  auto files = unpack(embedded::dashboard());
  std::vector<route> routes;
  for (auto& [name, plain] : files) {
    if (name.ends_with(".gz"))
      continue;
    auto zipped = files.find(name + ".gz");
    auto pattern = name == "index.html" ? std::string{"/"} : '/' + name;
    routes.push_back(asset(std::move(pattern), name, plain,
                           zipped == files.end() ? nullptr : zipped->second));
  }
  return routes;
}

} // namespace auren::http

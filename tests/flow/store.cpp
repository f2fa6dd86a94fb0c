#include "tests/flow/store.hpp"

#include "tests/support/postgres_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>

namespace auren::test {

std::string store_of(const std::string& folder) {
  const auto* store = std::getenv("AUREN_FLOW_STORE");
  if (store == nullptr || store != std::string_view{"postgresql"})
    return "sqlite:";
  static std::map<std::string, std::string> databases;
  auto& uri = databases[std::filesystem::weakly_canonical(folder)];
  if (uri.empty()) {
    auto made = postgres_server::shared().make_database();
    uri = fmt::format("postgresql:///{}?host={}&user=auren",
                      made.substr(made.rfind('=') + 1),
                      postgres_server::shared().folder().string());
  }
  return uri;
}

std::vector<std::string> with_store(std::vector<std::string> words) {
  auto data = std::find(words.begin(), words.end(), "--data");
  if (data != words.end() && data + 1 != words.end()) {
    auto uri = store_of(data[1]);
    words.insert(words.end(), {"--storage.uri", std::move(uri)});
  }
  return words;
}

} // namespace auren::test

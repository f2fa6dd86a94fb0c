#include "actors/node/cli/commands.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/parts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <iostream>

namespace auren::node::cli {

namespace {

namespace fs = std::filesystem;

/// What one check found.
struct finding {
  std::string name;
  bool good;
  std::string detail;
};

finding check_space(const std::string& folder) {
  std::error_code failed;
  auto space = fs::space(folder, failed);
  auto mib = space.available >> 20;
  return {"disk space", !failed && mib >= 512,
          failed ? "the data folder cannot be measured"
                 : fmt::format("{} MiB free (512 are needed)", mib)};
}

finding check_privacy(const std::string& folder) {
  struct stat found {};
  bool good = ::stat(folder.c_str(), &found) == 0 && (found.st_mode & 077) == 0;
  return {"privacy", good,
          good ? "the data folder is readable by its owner only"
               : "others may read the data folder: chmod 700 it"};
}

finding check_record(storage::event_repository& store) {
  auto found = store.verify();
  if (!found)
    return {"record", false, render(found.error())};
  return {
    "record", found->ok(),
    found->ok()
      ? fmt::format("{} events, every hash and seal checked", found->events)
      : fmt::format("{} at position {}", storage::to_string(found->kind),
                    found->position)};
}

std::vector<finding> examine(const config& settings) {
  auto opened = parts::open(settings);
  if (!opened)
    return {{"data folder", false, render(opened.error())}};
  auto& of = **opened;
  return {
    {"data folder", true, of.folder},
    check_privacy(of.folder),
    check_space(of.folder),
    {"metric catalogue", !of.metrics->metrics().empty(),
     fmt::format("{} metrics, version {}", of.metrics->metrics().size(),
                 of.metrics->version())},
    check_record(*of.store),
  };
}

} // namespace

int doctor(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  bool good = true;
  auto as_json = nlohmann::json::array();
  for (auto& one : examine(*settings)) {
    good = good && one.good;
    as_json.push_back(
      {{"check", one.name}, {"ok", one.good}, {"detail", one.detail}});
    if (!asked.json)
      std::cout << fmt::format("{:<6} {:<18} {}\n", one.good ? "ok" : "RED",
                               one.name, one.detail);
  }
  if (asked.json)
    std::cout << as_json.dump() << '\n';
  return good ? done : findings;
}

} // namespace auren::node::cli

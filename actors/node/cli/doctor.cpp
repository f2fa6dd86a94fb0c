#include "actors/node/cli/remote.hpp"
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

finding check_catalogue(const ingest::catalogue& metrics) {
  return {"metric catalogue", !metrics.metrics().empty(),
          fmt::format("{} metrics, version {}", metrics.metrics().size(),
                      metrics.version())};
}

finding check_node(remote& node) {
  auto reply = node.get("/api/v1/health");
  if (auto* wrong = std::get_if<failure>(&reply))
    return {"node", false, wrong->text};
  auto status
    = nlohmann::json::parse(std::get<std::string>(reply), nullptr, false);
  auto state = status.is_object() ? status.value("state", "") : "";
  return {"node", state == "ready",
          fmt::format("{} is {}", node.url(),
                      state.empty() ? "no AUREN of this version" : state)};
}

/// Of a folder that a running node holds: what can be seen beside it.
std::vector<finding> examine_beside(remote& node, const config& settings) {
  auto folder = data_folder(settings);
  return {
    {"data folder", true, folder + ", held by a running node"},
    check_privacy(folder),
    check_space(folder),
    check_catalogue(ingest::catalogue::standard()),
    check_node(node),
  };
}

std::vector<finding> examine(const config& settings) {
  auto opened = parts::open(settings);
  if (!opened) {
    auto holder = holding_node(settings, opened.error());
    if (auto* why = std::get_if<failure>(&holder))
      return {{"data folder", false, why->text}};
    return examine_beside(*std::get<0>(holder), settings);
  }
  auto& of = **opened;
  return {
    {"data folder", true, of.folder}, check_privacy(of.folder),
    check_space(of.folder),           check_catalogue(*of.metrics),
    check_record(*of.store),
  };
}

} // namespace

int doctor(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  auto named = named_node(asked);
  if (auto* wrong = std::get_if<failure>(&named))
    return give_up(*wrong);
  auto& node = std::get<0>(named);
  bool good = true;
  auto as_json = nlohmann::json::array();
  for (auto& one : node ? std::vector{check_node(*node)} : examine(*settings)) {
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

#include "actors/node/cli/import_place.hpp"
#include "actors/node/cli/import_report.hpp"
#include "actors/node/cli/signals.hpp"
#include "actors/node/command_line.hpp"

#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace auren::node::cli {

namespace {

using ingest::ImportProgress;

/// What the imports of one command share.
struct watch {
  signals until;
  bool bar = isatty(STDERR_FILENO) != 0;

  /// Shows `at`; nothing more once the person interrupts.
  bool show(const std::string& name, uint64_t done_bytes, uint64_t total,
            uint64_t records, int wait_ms) {
    if (bar)
      draw(name,
           total > 0
             ? static_cast<double>(done_bytes) / static_cast<double>(total)
             : 0.0,
           records);
    return until.poll(wait_ms) == 0;
  }
};

/// Asks until the import ends or the person interrupts. Then an import of
/// this process stops with it; a running node reads on.
outcome<ImportProgress> follow(import_place& where, const std::string& id,
                               const std::string& name, watch& eyes) {
  for (;;) {
    auto at = where.read(id);
    auto* now = std::get_if<ImportProgress>(&at);
    if (now == nullptr)
      return at;
    auto running = now->state() == "running";
    auto go_on = eyes.show(name, now->bytes_done(), now->bytes_total(),
                           now->records(), running ? 50 : 0);
    if (!running && eyes.bar)
      std::cerr << '\n';
    if (!running)
      return at;
    if (!go_on)
      return failure{interrupted, "interrupted"};
  }
}

outcome<ImportProgress>
import_one(import_place& where, const std::string& file, watch& eyes) {
  auto name = std::filesystem::path{file}.filename().string();
  bool stopped = false;
  auto id = where.start(file, [&](uint64_t sent, uint64_t total) {
    stopped = stopped || !eyes.show(name, sent, total, 0, 0);
    return !stopped;
  });
  if (stopped)
    return failure{interrupted, "interrupted"};
  if (auto* wrong = std::get_if<failure>(&id))
    return std::move(*wrong);
  return follow(where, std::get<std::string>(id), name, eyes);
}

int import_all(import_place& where, const request& asked, watch& eyes) {
  ImportProgress all;
  int code = done;
  for (auto& file : asked.words) {
    auto one = import_one(where, file, eyes);
    if (auto* wrong = std::get_if<failure>(&one)) {
      complain(file + ": " + wrong->text);
      code = wrong->code;
      break;
    }
    auto& read = std::get<ImportProgress>(one);
    add(all, read);
    if (read.state() != "finished") {
      complain(
        file + ": "
        + (read.error().empty() ? "was not read to its end" : read.error()));
      code = unreachable;
    }
  }
  std::cout << (asked.json ? as_line(all) + '\n' : as_text(all));
  return code != done ? code : all.rejected() > 0 ? findings : done;
}

} // namespace

int import(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  watch eyes; // before the node's threads: they must not take the signals
  auto found = find_place(asked, *settings);
  if (auto* wrong = std::get_if<failure>(&found))
    return give_up(*wrong);
  auto& where = std::get<place>(found);
  auto imports = where.here ? imports_here(*where.here, asked)
                            : imports_there(*where.there);
  auto code = import_all(*imports, asked, eyes);
  imports = nullptr;
  if (where.here && !where.here->stop())
    std::_Exit(findings);
  return code;
}

} // namespace auren::node::cli

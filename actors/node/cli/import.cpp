#include "actors/node/app.hpp"
#include "actors/node/cli/commands.hpp"
#include "actors/node/cli/signals.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/tree.hpp"
#include "messages/json.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace auren::node::cli {

namespace {

using namespace std::chrono_literals;
using ingest::ImportProgress;

Context context_of(const request& asked) {
  Context result;
  result.set_tenant("home");
  result.set_person(asked.user);
  result.set_subject(asked.user);
  return result;
}

/// Adds what one file brought to the whole.
void add(ImportProgress& all, const ImportProgress& one) {
  all.set_files(all.files() + std::max<uint64_t>(one.files(), 1));
  all.set_records(all.records() + one.records());
  all.set_accepted(all.accepted() + one.accepted());
  all.set_duplicates(all.duplicates() + one.duplicates());
  all.set_rejected(all.rejected() + one.rejected());
  for (auto& [kind, n] : one.skipped())
    (*all.mutable_skipped())[kind] += n;
  for (auto& [metric, n] : one.metrics())
    (*all.mutable_metrics())[metric] += n;
  for (auto& [code, n] : one.rejected_by_code())
    (*all.mutable_rejected_by_code())[code] += n;
  if (all.first().empty()
      || (!one.first().empty() && one.first() < all.first()))
    all.set_first(one.first());
  if (one.last() > all.last())
    all.set_last(one.last());
}

void draw(const ImportProgress& at, const std::string& name) {
  auto share = at.bytes_total() > 0 ? static_cast<double>(at.bytes_done())
                                        / static_cast<double>(at.bytes_total())
                                    : 0.0;
  auto filled = static_cast<size_t>(share * 30);
  std::cerr << fmt::format("\r{} [{:<30}] {:3.0f} % {} records",
                           name.substr(0, 24), std::string(filled, '#'),
                           share * 100, at.records())
            << std::flush;
}

/// Asks until the import ends; stops it when the person interrupts.
caf::expected<ImportProgress>
follow(app& node, caf::scoped_actor& self, const Context& who,
       const std::string& id, const std::string& name, signals& until) {
  auto imports = node.at<ingest::imports_actor>(path::imports);
  bool bar = isatty(STDERR_FILENO) != 0;
  caf::expected<ImportProgress> at{caf::sec::request_timeout};
  for (;;) {
    ingest::ReadImport question;
    *question.mutable_context() = who;
    question.set_import_id(id);
    self->request(imports, 10s, std::move(question))
      .receive([&](const ImportProgress& now) { at = now; },
               [&](caf::error& why) { at = std::move(why); });
    if (!at)
      return at;
    if (bar)
      draw(*at, name);
    if (at->state() != "running")
      break;
    if (until.poll(50) != 0)
      return caf::make_error(errc::draining); // the job stops with its manager
  }
  if (bar)
    std::cerr << '\n';
  return at;
}

caf::expected<ImportProgress>
import_one(app& node, const Context& who, const std::string& file,
           signals& until) {
  caf::scoped_actor self{node.system()};
  ingest::StartImport command;
  *command.mutable_context() = who;
  command.set_path(std::filesystem::absolute(file).string());
  command.set_name(std::filesystem::path{file}.filename().string());
  caf::expected<std::string> id{caf::sec::request_timeout};
  self
    ->request(node.at<ingest::imports_actor>(path::imports), 60s,
              std::move(command))
    .receive([&](const ingest::ImportStarted& s) { id = s.import_id(); },
             [&](caf::error& why) { id = std::move(why); });
  if (!id)
    return std::move(id.error());
  return follow(node, self, who, *id,
                std::filesystem::path{file}.filename().string(), until);
}

/// The one line of `import --json`; what only a running import has is left
/// out.
std::string as_line(ImportProgress all) {
  auto text = json::write(all);
  auto from = text.find("\"files\":");
  auto line = "{" + text.substr(from);
  auto error = line.find(",\"error\":");
  return error == std::string::npos ? line : line.substr(0, error) + "}";
}

std::string as_text(const ImportProgress& all) {
  auto text = fmt::format("{} records: {} samples new, {} known, {} refused\n",
                          all.records(), all.accepted(), all.duplicates(),
                          all.rejected());
  if (!all.first().empty())
    text += fmt::format("from {} to {}\n", all.first(), all.last());
  for (auto& [metric, n] : all.metrics())
    text += fmt::format("  {:<32} {}\n", metric, n);
  for (auto& [kind, n] : all.skipped())
    text += fmt::format("  skipped {:<24} {}\n", kind, n);
  for (auto& [code, n] : all.rejected_by_code())
    text += fmt::format("  refused {:<24} {}\n", code, n);
  return text;
}

} // namespace

int import(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  signals until;
  auto node = app::start(*settings);
  if (!node) {
    complain(render(node.error()));
    return unreachable;
  }
  ImportProgress all;
  int code = done;
  for (auto& file : asked.words) {
    auto one = import_one(**node, context_of(asked), file, until);
    if (!one) {
      complain(file + ": " + render(one.error()));
      code = code_of(one.error()) == errc::draining ? interrupted : unreachable;
      break;
    }
    add(all, *one);
    if (one->state() == "failed") {
      complain(file + ": " + one->error());
      code = unreachable;
    }
  }
  std::cout << (asked.json ? as_line(all) + '\n' : as_text(all));
  if (!(*node)->stop())
    std::_Exit(findings);
  return code != done ? code : all.rejected() > 0 ? findings : done;
}

} // namespace auren::node::cli

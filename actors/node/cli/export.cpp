#include "actors/node/cli/export_source.hpp"
#include "actors/node/cli/import_report.hpp"
#include "actors/node/cli/place.hpp"
#include "actors/node/cli/signals.hpp"
#include "actors/node/command_line.hpp"
#include "actors/operations/exports/export_run.hpp"
#include "actors/version.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <unistd.h>

namespace auren::node::cli {

namespace {

using operations::export_result;
using operations::export_run;

/// Where the record is read: in this process, or by a node. One is set.
struct record_place {
  std::shared_ptr<parts> here;
  std::unique_ptr<remote> there;
};

outcome<record_place>
by_node(const request& asked, std::unique_ptr<remote> node) {
  auto found = over_http(asked, std::move(node));
  if (auto* wrong = std::get_if<failure>(&found))
    return std::move(*wrong);
  return record_place{nullptr, std::move(std::get<place>(found).there)};
}

outcome<record_place>
find_record(const request& asked, const config& settings) {
  auto named = named_node(asked);
  if (auto* wrong = std::get_if<failure>(&named))
    return std::move(*wrong);
  if (auto& node = std::get<0>(named))
    return by_node(asked, std::move(node));
  auto opened = parts::open(settings);
  if (opened)
    return record_place{std::move(*opened), nullptr};
  auto holder = holding_node(settings, opened.error());
  if (auto* wrong = std::get_if<failure>(&holder))
    return std::move(*wrong);
  return by_node(asked, std::move(std::get<0>(holder)));
}

/// One export as the person sees it.
class watched_export {
public:
  explicit watched_export(const request& asked) : asked_(asked) {
    // nop
  }

  /// Throws `operations::export_failure`.
  outcome<export_result> run(record_place& from) {
    export_listener hear{
      [this](uint64_t head) { return begin(head); },
      [this](const events::Event& event) { return take(event); }};
    auto failed = from.here ? export_from(*from.here, asked_.user, hear)
                            : export_from(*from.there, hear);
    if (bar_ && run_)
      std::cerr << '\n';
    if (failed)
      return std::move(*failed);
    return run_->finish();
  }

private:
  bool begin(uint64_t head) {
    head_ = head;
    operations::export_subject who;
    who.person = asked_.user;
    who.position = head;
    who.program = std::string{"auren/"} + version;
    who.now_us = time::now_us();
    who.metrics = &ingest::catalogue::standard();
    run_.emplace(*operations::export_format_of(asked_.format),
                 asked_.words.front(), std::move(who));
    return true;
  }

  bool take(const events::Event& event) {
    run_->take(event);
    if (run_->events() % 200 != 0)
      return true;
    if (bar_)
      draw("export",
           head_ > 0 ? static_cast<double>(event.position())
                         / static_cast<double>(head_)
                     : 1.0,
           run_->events());
    return until_.poll(0) == 0;
  }

  const request& asked_;
  signals until_;
  bool bar_ = isatty(STDERR_FILENO) != 0;
  uint64_t head_ = 0;
  std::optional<export_run> run_;
};

std::string as_json(const export_result& result) {
  nlohmann::ordered_json out;
  out["events"] = result.events;
  out["position"] = result.position;
  for (auto& one : result.files)
    out["files"][one.name] = one.rows;
  out["events_left_out"] = result.missing.events;
  out["samples_without_a_standard_code"] = result.missing.local_codes;
  return out.dump() + '\n';
}

std::string summary_of(const export_result& result, const std::string& folder) {
  auto text = fmt::format("{} events up to position {} in {}\n", result.events,
                          result.position, folder);
  for (auto& one : result.files)
    text += fmt::format("  {:<24} {} rows, {} bytes\n", one.name, one.rows,
                        one.bytes);
  if (!result.missing.events.empty())
    text += "not in this format (ndjson has all):\n";
  for (auto& [type, n] : result.missing.events)
    text += fmt::format("  {:<32} {}\n", type, n);
  if (!result.missing.local_codes.empty())
    text += fmt::format("{} metrics have no code of that standard and are "
                        "under their own names; manifest.json lists them\n",
                        result.missing.local_codes.size());
  return text
         + "The files are not encrypted: only you can read them, but "
           "whoever gets them can, too.\n";
}

} // namespace

int export_record(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  watched_export run{asked}; // its signals come before any thread
  auto found = find_record(asked, *settings);
  if (auto* wrong = std::get_if<failure>(&found))
    return give_up(*wrong);
  try {
    auto result = run.run(std::get<record_place>(found));
    if (auto* wrong = std::get_if<failure>(&result))
      return give_up(*wrong);
    auto& done_well = std::get<export_result>(result);
    std::cout << (asked.json ? as_json(done_well)
                             : summary_of(done_well, asked.words.front()));
    return done;
  } catch (const operations::export_failure& wrong) {
    return give_up({unreachable, wrong.text});
  }
}

} // namespace auren::node::cli

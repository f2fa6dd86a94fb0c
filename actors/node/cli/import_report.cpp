#include "actors/node/cli/import_report.hpp"

#include "messages/json.hpp"

#include <fmt/format.h>

#include <iostream>
#include <map>

namespace auren::node::cli {

using ingest::ImportProgress;

namespace {

/// The library's own order differs each time.
template <class Counts>
std::map<std::string, uint64_t> sorted(const Counts& counts) {
  return {counts.begin(), counts.end()};
}

} // namespace

void add(ImportProgress& all, const ImportProgress& one) {
  all.set_files(all.files() + std::max<uint64_t>(one.files(), 1));
  all.set_records(all.records() + one.records());
  all.set_accepted(all.accepted() + one.accepted());
  all.set_duplicates(all.duplicates() + one.duplicates());
  all.set_rejected(all.rejected() + one.rejected());
  all.set_doubted(all.doubted() + one.doubted());
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

void draw(const std::string& name, double share, uint64_t records) {
  auto filled = static_cast<size_t>(share * 30);
  std::cerr << fmt::format("\r{} [{:<30}] {:3.0f} % {} records",
                           name.substr(0, 24), std::string(filled, '#'),
                           share * 100, records)
            << std::flush;
}

std::string as_line(const ImportProgress& all) {
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
  if (all.doubted() > 0)
    text += fmt::format("{} samples ask for a second reading: no baseline "
                        "counts them until they are confirmed\n",
                        all.doubted());
  if (!all.first().empty())
    text += fmt::format("from {} to {}\n", all.first(), all.last());
  for (auto& [metric, n] : sorted(all.metrics()))
    text += fmt::format("  {:<32} {}\n", metric, n);
  for (auto& [kind, n] : sorted(all.skipped()))
    text += fmt::format("  skipped {:<24} {}\n", kind, n);
  for (auto& [code, n] : sorted(all.rejected_by_code()))
    text += fmt::format("  refused {:<24} {}\n", code, n);
  return text;
}

} // namespace auren::node::cli

#include "actors/node/cli/commands.hpp"
#include "actors/node/cli/signals.hpp"
#include "actors/node/command_line.hpp"
#include "messages/errc.hpp"
#include "messages/ids.hpp"
#include "storage/backend.hpp"
#include "storage/carry.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace auren::node::cli {

namespace {

namespace fs = std::filesystem;
using storage::backend;
using storage::backend_options;

/// Both stores. One of them holds the folder with the key, if they share it.
struct both {
  std::shared_ptr<backend> from;
  std::shared_ptr<backend> to;
};

/// Reads "postgresql://…" or a folder. A database's folder, where its master
/// key lies, is the other side's, or the one of `settings`.
backend_options place_of(const std::string& name, const std::string& other,
                         const config& settings) {
  backend_options result;
  result.connections = settings.storage.connections;
  if (!settings.storage.master_key.empty())
    result.master_key_file = settings.storage.master_key;
  if (name != "sqlite:" && storage::is_backend_uri(name)) {
    result.uri = name;
    result.folder
      = storage::is_backend_uri(other) || !settings.node.data.empty()
          ? data_folder(settings)
          : other;
  } else {
    result.folder = name;
  }
  return result;
}

bool same_folder(const backend_options& a, const backend_options& b) {
  return fs::weakly_canonical(a.folder) == fs::weakly_canonical(b.folder);
}

caf::expected<both>
open_both(const backend_options& from, const backend_options& to) {
  bool from_holds = from.uri == "sqlite:" || to.uri != "sqlite:";
  auto holder = backend::open(from_holds ? from : to);
  if (!holder)
    return std::move(holder.error());
  const auto& beside = from_holds ? to : from;
  auto other = same_folder(from, to) && beside.uri != "sqlite:"
                 ? backend::open_beside(*holder, beside)
                 : backend::open(beside);
  if (!other)
    return std::move(other.error());
  return from_holds ? both{std::move(*holder), std::move(*other)}
                    : both{std::move(*other), std::move(*holder)};
}

caf::expected<storage::carried>
carry(both& stores, const std::optional<storage::person_id>& only,
      signals& stop) {
  auto from = stores.from->open_events();
  if (!from)
    return std::move(from.error());
  auto to = stores.to->open_events({});
  if (!to)
    return std::move(to.error());
  auto head = (*from)->head();
  bool shown = ::isatty(STDERR_FILENO) == 1;
  auto outcome = storage::carry(**from, **to, only, [&](uint64_t done) {
    if (shown)
      std::cerr << fmt::format("\r{} of at most {} events", done,
                               head ? *head : done);
    return stop.poll(0) == 0;
  });
  if (shown)
    std::cerr << '\n';
  return outcome;
}

void print(const storage::carried& outcome, bool as_json) {
  auto digest = ids::hex(outcome.digest);
  if (as_json)
    std::cout << fmt::format(
      "{{\"whole\":{},\"events\":{},\"already_there\":{},\"requests\":{},"
      "\"people\":{},\"erased\":{},\"sha256\":\"{}\"}}\n",
      outcome.whole, outcome.events, outcome.duplicates, outcome.requests,
      outcome.people, outcome.erased, digest);
  else if (outcome.whole)
    std::cout << fmt::format(
      "OK: {} events ({} were there already) and {} answered requests of {} "
      "people, {} of them erased, compared one by one\nsha256 of both: {}\n",
      outcome.events, outcome.duplicates, outcome.requests, outcome.people,
      outcome.erased, digest);
  else
    std::cout << "Stopped. Begin again and it goes on.\n";
}

} // namespace

int migrate(const request& asked) {
  signals stop;
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  auto from = place_of(asked.from, asked.to, *settings);
  auto to = place_of(asked.to, asked.from, *settings);
  if (from.uri == to.uri && (from.uri != "sqlite:" || same_folder(from, to))) {
    complain("--from and --to are the same store");
    return usage;
  }
  std::error_code ignored;
  if (from.uri == "sqlite:"
      && !fs::exists(from.folder / "events.db", ignored)) {
    complain("there is no record in " + from.folder.string());
    return unreachable;
  }
  auto stores = open_both(from, to);
  if (!stores) {
    complain(render(stores.error()));
    return unreachable;
  }
  std::optional<storage::person_id> only;
  if (!asked.only.empty())
    only = {"home", asked.only};
  auto outcome = carry(*stores, only, stop);
  if (!outcome) {
    complain(render(outcome.error()));
    return outcome.error() == errc::storage_unavailable ? unreachable
                                                        : findings;
  }
  print(*outcome, asked.json);
  return outcome->whole ? done : interrupted;
}

} // namespace auren::node::cli

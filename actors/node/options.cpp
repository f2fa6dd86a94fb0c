#include "actors/node/config.hpp"
#include "storage/backend.hpp"

#include <fmt/format.h>

#include <charconv>

namespace auren::node {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<uint64_t> whole(std::string_view text) {
  uint64_t value = 0;
  auto end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || at != end)
    return std::nullopt;
  return value;
}

/// Reads "250ms", "30s", "15min", "2h" or "30d".
std::optional<milliseconds> duration(std::string_view text) {
  auto unit = text.find_first_not_of("0123456789");
  auto value = whole(text.substr(0, unit));
  if (!value || unit == std::string_view::npos)
    return std::nullopt;
  auto n = static_cast<int64_t>(*value);
  auto name = text.substr(unit);
  if (name == "ms")
    return milliseconds{n};
  if (name == "s")
    return seconds{n};
  if (name == "min")
    return std::chrono::minutes{n};
  if (name == "h")
    return std::chrono::hours{n};
  if (name == "d")
    return std::chrono::days{n};
  return std::nullopt;
}

std::string render_duration(milliseconds value) {
  auto n = value.count();
  if (n % 86'400'000 == 0 && n > 0)
    return fmt::format("{}d", n / 86'400'000);
  if (n % 60'000 == 0 && n > 0)
    return fmt::format("{}min", n / 60'000);
  return n % 1000 == 0 ? fmt::format("{}s", n / 1000) : fmt::format("{}ms", n);
}

option text(std::string name, std::string& target, std::string_view help) {
  return {std::move(name), help, [&target] { return target; },
          [&target](std::string_view value) -> std::optional<std::string> {
            target = value;
            return std::nullopt;
          }};
}

option choice(std::string name, std::string& target,
              std::vector<std::string> allowed, std::string_view help) {
  auto set = [&target, allowed = std::move(allowed)](
               std::string_view value) -> std::optional<std::string> {
    for (auto& one : allowed)
      if (one == value) {
        target = value;
        return std::nullopt;
      }
    return fmt::format("must be one of: {}", fmt::join(allowed, ", "));
  };
  return {std::move(name), help, [&target] { return target; }, std::move(set)};
}

option
checked(std::string name, std::string& target, bool (*fits)(std::string_view),
        std::string_view refusal, std::string_view help) {
  auto set = [&target, fits,
              refusal](std::string_view value) -> std::optional<std::string> {
    if (!fits(value))
      return std::string{refusal};
    target = value;
    return std::nullopt;
  };
  return {std::move(name), help, [&target] { return target; }, std::move(set)};
}

option number(std::string name, uint64_t& target, uint64_t low, uint64_t high,
              std::string_view help) {
  auto set = [&target, low,
              high](std::string_view value) -> std::optional<std::string> {
    auto parsed = whole(value);
    if (!parsed || *parsed < low || *parsed > high)
      return fmt::format("must be a whole number from {} to {}", low, high);
    target = *parsed;
    return std::nullopt;
  };
  return {std::move(name), help, [&target] { return std::to_string(target); },
          std::move(set)};
}

option decimal(std::string name, double& target, double low, double high,
               std::string_view help) {
  auto set = [&target, low,
              high](std::string_view value) -> std::optional<std::string> {
    double parsed = 0;
    auto end = value.data() + value.size();
    auto [at, error] = std::from_chars(value.data(), end, parsed);
    if (error != std::errc{} || at != end || !(parsed >= low && parsed <= high))
      return fmt::format("must be a number from {} to {}", low, high);
    target = parsed;
    return std::nullopt;
  };
  return {std::move(name), help,
          [&target] { return fmt::format("{}", target); }, std::move(set)};
}

template <class Duration>
option span(std::string name, Duration& target, milliseconds low,
            std::string_view help) {
  auto set
    = [&target, low](std::string_view value) -> std::optional<std::string> {
    auto parsed = duration(value);
    if (!parsed || *parsed < low)
      return fmt::format("must be a duration such as 30s, at least {}",
                         render_duration(low));
    target = std::chrono::duration_cast<Duration>(*parsed);
    return std::nullopt;
  };
  return {std::move(name), help, [&target] { return render_duration(target); },
          std::move(set)};
}

} // namespace

std::vector<option> options_of(config& c) {
  return {
    text("node.data", c.node.data,
         "Folder of everything that is kept; empty: the user's data folder."),
    span("node.shutdown", c.node.shutdown, seconds{1},
         "How long an orderly end may take before the node leaves anyway."),
    choice("node.log_level", c.node.log_level,
           {"debug", "info", "warn", "error"}, "What the log tells."),
    checked("storage.uri", c.storage.uri, storage::is_backend_uri,
            "must be \"sqlite:\" or postgresql://USER@HOST/DATABASE",
            "Event store: \"sqlite:\" is embedded, in the data folder; else "
            "postgresql://… (the password best in ~/.pgpass)."),
    number("storage.connections", c.storage.connections, 4, 1000,
           "Connections to PostgreSQL at most."),
    text("storage.master_key", c.storage.master_key,
         "File of the key that wraps every person's key; empty: "
         "AUREN_MASTER_KEY, else master.key in the data folder."),
    number("ingest.queue", c.ingest.queue, 16, 1'000'000,
           "Requests that may wait for the gate; beyond it answers 503."),
    number("ingest.window", c.ingest.window, 1, 64,
           "Batches that an import has under way at once."),
    number("ingest.batch", c.ingest.batch, 10, 5000,
           "Samples in one batch of an import."),
    number("ingest.known_samples", c.ingest.known_samples, 10'000, 100'000'000,
           "Samples per person kept in memory to tell duplicates (16 bytes)."),
    number("events.queue", c.events.queue, 64, 1'000'000,
           "Appends that may wait for the log; beyond it answers 503."),
    number("events.group", c.events.group, 1, 10'000,
           "Appends that share one transaction and one fsync."),
    number("events.readers", c.events.readers, 1, 32,
           "Threads that read the event store."),
    number("events.tail_mib", c.events.tail_mib, 1, 4096,
           "Memory for the newest part of the log, in MiB."),
    span("memory.idle", c.memory.idle, seconds{5},
         "After this time without a request a person's actors are put to "
         "sleep."),
    number("memory.historians", c.memory.historians, 1, 32,
           "Threads that fetch samples of any age."),
    span("memory.working", c.memory.working, milliseconds{1},
         "How long a memory that is new, or was used, stays in the working "
         "tier."),
    span("memory.searched", c.memory.searched, milliseconds{1},
         "How long a memory that nobody used stays in the semantic tier; after "
         "that it is in the long-term tier, read from the record when asked "
         "for."),
    number("memory.keep", c.memory.keep, 0, 100,
           "From this importance on (in percent) a memory is never put into "
           "the long-term tier."),
    span("memory.sweep", c.memory.sweep, milliseconds{10},
         "Time between two looks at which tier each memory belongs to."),
    text("memory.embeddings", c.memory.embeddings,
         "URL of an OpenAI-compatible API, such as http://127.0.0.1:11434/v1, "
         "that embeds memories and questions. Their texts are sent there in "
         "clear: leave it empty to use the embedder that is built in, which "
         "sends nothing to anybody."),
    text("memory.embeddings_model", c.memory.embeddings_model,
         "Model that is asked for there."),
    text("memory.embeddings_key", c.memory.embeddings_key,
         "Where its API key is: env:NAME or file:/path (0600); empty: none."),
    span("memory.embeddings_patience", c.memory.embeddings_patience,
         milliseconds{10},
         "How long a question waits for its embedding before the built-in one "
         "is used."),
    text("memory.redis", c.memory.redis,
         "Redis server that mirrors the working tier, sealed with each "
         "person's key, so that it is warm after a start: unix:/path or "
         "HOST:PORT; empty: none. Nothing depends on it."),
    span("memory.redis_patience", c.memory.redis_patience, milliseconds{1},
         "How long anything waits for Redis at most."),
    choice("knowledge.sharing", c.knowledge.sharing, {"off", "on"},
           "Whether effects over people who consent may be released, with "
           "noise, to everybody of their tenant."),
    number("knowledge.sharing_people", c.knowledge.sharing_people, 20,
           1'000'000, "People that a released effect is of, at least."),
    decimal("knowledge.sharing_epsilon", c.knowledge.sharing_epsilon, 0.1, 10,
            "Differential privacy that all releases together may spend, for "
            "ever: epsilon."),
    decimal("knowledge.sharing_delta", c.knowledge.sharing_delta, 1e-12, 1e-4,
            "And its delta. Who consented for less than these is left out."),
    number("knowledge.sharing_releases", c.knowledge.sharing_releases, 1, 100,
           "Releases among which that is divided."),
    span("agents.patience", c.agents.patience, milliseconds{100},
         "How long the orchestrator waits for one specialist."),
    number("streams.ring", c.streams.ring, 100, 1'000'000,
           "Rendered events kept for listeners that are a little behind."),
    number("streams.alerts", c.streams.alerts, 0, 1000,
           "Alerts that a person gets in seven days at most; those that say to "
           "seek care always come."),
    text("gateway.http", c.gateway.http,
         "Address and port of HTTP, WebSocket and dashboard."),
    text("gateway.certificate", c.gateway.certificate,
         "PEM certificate chain; with gateway.key the port speaks TLS."),
    text("gateway.key", c.gateway.key, "PEM private key of the certificate."),
    number("gateway.threads", c.gateway.threads, 1, 64,
           "Threads that serve sockets."),
    number("gateway.connections", c.gateway.connections, 16, 100'000,
           "Connections at once; beyond it new ones get 503."),
    number("gateway.import_mib", c.gateway.import_mib, 1, 65'536,
           "Largest file that may be uploaded, in MiB."),
    number("gateway.rate", c.gateway.rate, 1, 1'000'000'000,
           "Requests a second that one client may make for long; a question "
           "or an import counts as 100. Beyond it 429."),
    number("gateway.burst", c.gateway.burst, 100, 1'000'000'000,
           "Requests that a client may make at once after a rest."),
    choice("auth.mode", c.auth.mode, {"local"},
           "\"local\": no login, one user `me`, loopback only."),
    text("repl.socket", c.repl.socket,
         "Unix socket of the REPL; empty: repl.sock in the data folder."),
  };
}

} // namespace auren::node

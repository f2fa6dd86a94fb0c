#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auren::node {

/// Everything an operator can set. The initial values are the defaults.
struct config {
  struct {
    std::string data; ///< Empty: see `data_folder`.
    std::chrono::seconds shutdown{30};
    std::string log_level = "info";
  } node;
  struct {
    std::string uri = "sqlite:";
    std::string master_key;    ///< File; empty: DATA/master.key.
    uint64_t connections = 16; ///< To PostgreSQL.
  } storage;
  struct {
    uint64_t queue = 4096;
    uint64_t window = 4;
    uint64_t batch = 1000;
    uint64_t known_samples = 4'000'000;
  } ingest;
  struct {
    uint64_t queue = 20'000;
    uint64_t group = 512;
    uint64_t readers = 2;
    uint64_t tail_mib = 32;
  } events;
  struct {
    std::chrono::seconds idle{15 * 60};
    uint64_t historians = 2;
    std::chrono::milliseconds working = std::chrono::days{30};
    std::chrono::milliseconds searched = std::chrono::days{365};
    uint64_t keep = 80; ///< Percent of the highest importance.
    std::chrono::milliseconds sweep = std::chrono::hours{1};
    std::string embeddings; ///< URL; empty: none but the built-in ones.
    std::string embeddings_model = "text-embedding-3-small";
    std::string embeddings_key; ///< Reference of a secret; empty: none.
    std::chrono::milliseconds embeddings_patience{2000};
    std::string redis; ///< Socket or host:port; empty: no mirror.
    std::chrono::milliseconds redis_patience{50};
  } memory;
  struct {
    std::string sharing = "off";
    uint64_t sharing_people = 20;
    double sharing_epsilon = 3;
    double sharing_delta = 1e-6;
    uint64_t sharing_releases = 4;
  } knowledge;
  struct {
    std::chrono::milliseconds patience{5000};
  } agents;
  struct {
    uint64_t ring = 20'000;
    uint64_t alerts = 3; ///< Of one person in seven days.
  } streams;
  struct {
    std::string http = "127.0.0.1:8080";
    std::string certificate;
    std::string key;
    uint64_t threads = 2;
    uint64_t connections = 4096;
    uint64_t import_mib = 4096;
    uint64_t rate = 50'000;
    uint64_t burst = 100'000;
  } gateway;
  struct {
    std::string mode = "local";
  } auth;
  struct {
    std::string socket; ///< Empty: DATA/repl.sock.
  } repl;
};

/// One line of conf/auren.conf and one option of the command line.
struct option {
  std::string name;      ///< "events.queue"
  std::string_view help; ///< One sentence.
  std::function<std::string()> get;
  /// Takes a value, or says in the operator's words why it cannot.
  std::function<std::optional<std::string>(std::string_view)> set;
};

/// Returns every option there is, bound to `target`, in the order of the file.
std::vector<option> options_of(config& target);

/// Reads `text` (an INI file) into `target`. All that is wrong is reported at
/// once, a line each: a misspelt key, a bad value, a line that is none.
/// @returns what is wrong, or nothing.
std::vector<std::string> read_config(std::string_view text, config& target);

/// Returns what cannot work although each value alone is fine, or nothing.
std::vector<std::string> validate(const config& checked);

/// Returns the file that sets every option to what `shown` has: with the
/// defaults it is conf/auren.conf.
std::string render_config(const config& shown);

/// Returns the data folder: the configured one, else `$AUREN_DATA`, else
/// `$XDG_DATA_HOME/auren`, else `~/.local/share/auren`.
std::string data_folder(const config& from);

/// Returns the path of the REPL's socket: the configured one, else repl.sock
/// in the data folder.
std::string repl_socket(const config& from);

/// A host and a port as "127.0.0.1:8080" or "[::1]:8080" writes them.
struct endpoint {
  std::string host;
  uint16_t port = 0;
  bool loopback() const;
};

/// Returns what `text` writes, or nothing.
std::optional<endpoint> parse_endpoint(std::string_view text);

} // namespace auren::node

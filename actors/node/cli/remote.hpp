#pragma once

#include "actors/node/cli/commands.hpp"

#include <caf/error.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace httplib {
class Client;
}

namespace auren::node::cli {

/// Why a command cannot go on: its exit code, and one line for the person.
struct failure {
  int code;
  std::string text;
};

/// What was asked for, or why it did not come.
template <class T>
using outcome = std::variant<T, failure>;

/// A file on its way to a node. `go_on` is asked as it is read; false stops.
struct shipment {
  std::string path;
  std::string name; ///< What the node is told it is called.
  std::function<bool(uint64_t sent, uint64_t total)> go_on;
};

/// Returns `text` as a part of a path or query: all but letters, digits and
/// ".-_" as %XX (RFC 3986, 2.1).
std::string escaped(std::string_view text);

/// A running node, asked over HTTP. Every call blocks. A node that is not
/// there is `unreachable`; one that refuses is `findings` with its words.
class remote {
public:
  /// `url` is "http://HOST:PORT". Throws std::invalid_argument for any other
  /// text.
  remote(std::string url, const std::string& token);
  ~remote();

  const std::string& url() const {
    return url_;
  }

  /// A certificate need not name this address: it is one of this machine.
  void trust_certificate();

  outcome<std::string> get(const std::string& path);
  outcome<std::string> post(const std::string& path, const std::string& json);
  outcome<std::string> send(const std::string& path, const shipment& file);
  outcome<std::string> remove(const std::string& path);

  /// Gets what may be long: `take` is given the pieces as they come; false
  /// stops. Returns nothing but why it failed.
  std::optional<failure>
  stream(const std::string& path,
         const std::function<bool(std::string_view)>& take);

private:
  std::string url_;
  std::unique_ptr<httplib::Client> http_;
};

/// Returns the node that `--node` names; null when none is named.
outcome<std::unique_ptr<remote>> named_node(const request& asked);

/// Returns the node that holds the data folder, for a command that failed to
/// open it with `why`; else why there is none to ask.
outcome<std::unique_ptr<remote>>
holding_node(const config& settings, const caf::error& why);

/// Complains and returns the exit code.
int give_up(const failure& why);

} // namespace auren::node::cli

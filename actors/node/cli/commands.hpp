#pragma once

#include "actors/node/config.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace auren::node::cli {

/// Whose data it is when nobody is named; the only user of a running node
/// without accounts.
inline constexpr const char* me = "me";

/// What was typed. Each command reads what it knows of.
struct request {
  std::string data;
  std::string http;
  std::string config_file;
  std::string node;  ///< A running node instead of a folder.
  std::string token; ///< Of `node`.
  bool json = false;
  bool once = false;
  bool all = false;
  bool raw = false; ///< Count every interval, faulty ones too.
  double speed = 0;
  std::vector<std::string> words; ///< Files, a question, a name.
  std::string user = me;
  std::string only; ///< Whose rows of a table; empty: everybody's.
  std::string catalog;
  std::string mode = "auto";
  std::string line; ///< One command of the REPL.
  std::string connect;
  std::string from; ///< A folder or the URI of a database.
  std::string to;
  std::string format;  ///< Of an export.
  std::string confirm; ///< The name of who is erased, once more.
  std::vector<std::pair<std::string, std::string>> settings;
  std::function<int(const request&)> run;
};

/// One command of the program; `help` and the parser come from this table.
struct command {
  std::string_view name;
  std::string_view help;
  void (*options)(CLI::App&, request&);
  int (*run)(const request&);
};

/// Every command there is, in the order of `help`.
const std::vector<command>& commands();

/// Returns the configuration that `asked` makes: defaults, then the file,
/// then the command line. Prints all that is wrong; nothing then.
std::optional<config> settings_of(const request& asked);

/// Prints `text` as one line on standard error, "auren: …".
void complain(std::string_view text);

int serve(const request& asked);
int demo(const request& asked);
int import(const request& asked);
int discover(const request& asked);
int hrv(const request& asked);
int ask(const request& asked);
int export_record(const request& asked);
int erase(const request& asked);
int repl(const request& asked);
int doctor(const request& asked);
int verify(const request& asked);
int migrate(const request& asked);
int bench(const request& asked);

} // namespace auren::node::cli

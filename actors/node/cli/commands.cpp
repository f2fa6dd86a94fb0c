#include "actors/node/cli/commands.hpp"

#include "actors/operations/exports/export_format.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iostream>
#include <sstream>

namespace auren::node::cli {

namespace {

void nothing(CLI::App&, request&) {
  // nop
}

/// A name that may stand in streams and paths.
std::string check_name(const std::string& name) {
  auto good = !name.empty() && name.size() <= 64
              && std::ranges::all_of(name, [](unsigned char c) {
                   return std::isalnum(c) != 0 || c == '-' || c == '_';
                 });
  return good ? "" : "a user's name is 1 to 64 letters, digits, - and _";
}

void whose(CLI::App& app, request& asked) {
  app
    .add_option("--user", asked.user,
                "Whose data; any name. A running node and its dashboard know "
                "the user me only: others need --data and no node on it")
    ->check(check_name)
    ->capture_default_str();
}

void files(CLI::App& app, request& asked) {
  app.add_option("FILE", asked.words, "Exports: zip, folder, CSV, XML")
    ->required();
  whose(app, asked);
}

void table(CLI::App& app, request& asked) {
  app.add_option("FILE", asked.words, "Long CSV")->required()->expected(1);
  app.add_option("--catalog", asked.catalog, "What the metrics are, JSON");
  app.add_option("--user", asked.only,
                 "Only this user's rows; without it everybody's");
}

void intervals(CLI::App& app, request& asked) {
  app.add_option("FILE", asked.words, "RR intervals: text, CSV or Polar HRM")
    ->required()
    ->expected(1);
  app.add_flag("--raw", asked.raw, "Count every interval, faulty ones too");
}

void question(CLI::App& app, request& asked) {
  app.add_option("QUESTION", asked.words, "What you want to know")->required();
  app.add_option("--mode", asked.mode, "auto, sequential, parallel, consensus");
  whose(app, asked);
}

void shipping(CLI::App& app, request& asked) {
  std::vector<std::string> formats{std::begin(operations::export_format_names),
                                   std::end(operations::export_format_names)};
  app.add_option("DIR", asked.words, "Folder to write to; made if need be")
    ->required()
    ->expected(1);
  app.add_option("--format", asked.format, "Which open format")
    ->required()
    ->check(CLI::IsMember(formats));
  whose(app, asked);
}

void ending(CLI::App& app, request& asked) {
  app.add_option("--confirm", asked.confirm,
                 "The user's name once more; without it you are asked");
  whose(app, asked);
}

void session(CLI::App& app, request& asked) {
  app.add_option("-e", asked.line, "Run one command and end");
  app.add_option("--connect", asked.connect, "Path of a node's REPL socket");
}

void journey(CLI::App& app, request& asked) {
  app.add_flag("--once", asked.once, "Print the story and end");
  app.add_option("--speed", asked.speed, "Simulated days per second");
  app.add_option("--truth", asked.catalog,
                 "Another truth, written as conf/demo.json is");
}

void named(CLI::App& app, request& asked) {
  app.add_option("NAME", asked.words, "Which: append, latest, stream…");
}

void move(CLI::App& app, request& asked) {
  app.add_option("--from", asked.from, "A data folder, or postgresql://…")
    ->required();
  app.add_option("--to", asked.to, "Another one; made if need be")->required();
  app.add_option("--user", asked.only, "Only this user; without it everybody");
}

std::optional<config> fail(const std::vector<std::string>& wrong) {
  for (auto& one : wrong)
    complain(one);
  return std::nullopt;
}

} // namespace

const std::vector<command>& commands() {
  static const std::vector<command> table_of_commands = {
    {"demo", "A simulated person with a known truth lives through the journey",
     journey, demo},
    {"serve", "Runs a node: embedded storage, loopback only", nothing, serve},
    {"import", "Reads exports of devices and apps", files, import},
    {"discover", "Looks for effects in a CSV; stores nothing", table, discover},
    {"hrv", "Heart rate variability of a file of RR intervals; stores nothing",
     intervals, hrv},
    {"ask", "Asks the agents; answers with their evidence", question, ask},
    {"export", "Everything that is known of a user, in an open format",
     shipping, export_record},
    {"erase", "Erases a user for good; nothing brings them back", ending,
     erase},
    {"repl", "The admin's actor REPL", session, repl},
    {"doctor", "Checks every dependency and invariant", nothing, doctor},
    {"verify", "Checks every stored event", nothing, verify},
    {"migrate", "Carries a record into another store and compares both", move,
     migrate},
    {"bench", "Measures this program beside a limit or peer", named, bench},
  };
  return table_of_commands;
}

void complain(std::string_view text) {
  std::cerr << "auren: " << text << '\n';
}

std::optional<config> settings_of(const request& asked) {
  config result;
  if (!asked.config_file.empty()) {
    std::ifstream file{asked.config_file};
    if (!file)
      return fail({"cannot read " + asked.config_file});
    std::stringstream text;
    text << file.rdbuf();
    auto wrong = read_config(text.str(), result);
    for (auto& one : wrong)
      one.insert(0, asked.config_file + ", ");
    if (!wrong.empty())
      return fail(wrong);
  }
  auto options = options_of(result);
  for (auto& [name, value] : asked.settings)
    for (auto& one : options)
      if (one.name == name)
        if (auto wrong = one.set(value))
          return fail({"--" + name + " " + *wrong});
  if (!asked.data.empty())
    result.node.data = asked.data;
  if (!asked.http.empty())
    result.gateway.http = asked.http;
  if (auto wrong = validate(result); !wrong.empty())
    return fail(wrong);
  return result;
}

} // namespace auren::node::cli

#include "actors/node/command_line.hpp"

#include "actors/node/cli/commands.hpp"
#include "actors/version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace auren::node {

namespace {

/// Every option of conf/auren.conf is also one of the command line. They are
/// applied after the configuration file, in the order given.
void add_settings(CLI::App& app, cli::request& asked) {
  static config names;
  for (auto& one : options_of(names))
    app
      .add_option_function<std::string>(
        "--" + one.name,
        [&asked, name = one.name](const std::string& value) {
          asked.settings.emplace_back(name, value);
        },
        std::string{one.help})
      ->group("Settings");
}

CLI::App*
add_command(CLI::App& app, cli::request& asked, const cli::command& one) {
  auto* sub = app.add_subcommand(std::string{one.name}, std::string{one.help});
  sub->callback([&asked, &one] { asked.run = one.run; });
  sub->add_option("--data", asked.data, "Folder of everything that is kept");
  sub->add_option("--http", asked.http, "Address and port, HOST:PORT");
  sub->add_option("--config", asked.config_file, "Configuration file");
  sub->add_option("--node", asked.node,
                  "A running node instead of a folder, http://HOST:PORT");
  sub->add_option("--token", asked.token,
                  "Bearer token of --node; else AUREN_TOKEN");
  sub->add_flag("--json", asked.json, "Print JSON");
  one.options(*sub, asked);
  add_settings(*sub, asked);
  return sub;
}

/// CLI11 would print the help of `help` itself.
std::string overview() {
  std::string text = "AUREN: a self-hosted AI health companion\n\n";
  for (auto& one : cli::commands())
    text += fmt::format("  auren {:<10} {}\n", one.name, one.help);
  return text + "  auren help COMMAND  explains one\n";
}

} // namespace

int command_line(int argc, char** argv) {
  CLI::App app{"AUREN: a self-hosted AI health companion", "auren"};
  app.set_version_flag("--version", std::string{"auren "} + version);
  app.require_subcommand(0, 1);
  cli::request asked;
  for (auto& one : cli::commands())
    add_command(app, asked, one);
  std::string topic;
  auto* help = app.add_subcommand("help", "What there is: help [COMMAND]");
  help->add_option("COMMAND", topic, "The command to explain");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    auto code = app.exit(wrong);
    return code == 0 ? done : usage;
  }
  if (help->parsed() || !asked.run) {
    CLI::App* sub = nullptr;
    for (auto* one : app.get_subcommands([](CLI::App*) { return true; }))
      if (one->get_name() == topic)
        sub = one;
    std::cout << (sub != nullptr ? sub->help() : overview());
    return topic.empty() || sub != nullptr ? done : usage;
  }
  return asked.run(asked);
}

} // namespace auren::node

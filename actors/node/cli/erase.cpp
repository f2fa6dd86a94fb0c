#include "actors/node/cli/place.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/tree.hpp"
#include "messages/json.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <iostream>
#include <map>
#include <unistd.h>

namespace auren::node::cli {

namespace {

using namespace std::chrono_literals;
using people::PersonErased;

/// Asks on a terminal; nobody is erased by a script that did not say whom.
std::string confirmation(const request& asked) {
  if (!asked.confirm.empty() || isatty(STDIN_FILENO) == 0)
    return asked.confirm;
  std::cerr << fmt::format(
    "This destroys the key of {0}: every sample, note and finding of theirs, "
    "here and in every backup without its keys, can never be read again, and "
    "nothing is ever taken for {0} again. An export comes first: auren export."
    "\nType the user's name to go on: ",
    asked.user);
  std::string line;
  std::getline(std::cin, line);
  return line;
}

outcome<PersonErased> erase_here(app& node, const std::string& user) {
  people::ErasePerson command;
  command.mutable_context()->set_tenant("home");
  command.mutable_context()->set_person(user);
  command.mutable_context()->set_subject("operator");
  command.set_confirm(user);
  outcome<PersonErased> result;
  caf::scoped_actor self{node.system()};
  self
    ->request(node.at<people::eraser_actor>(path::eraser), 600s,
              std::move(command))
    .receive([&](PersonErased& receipt) { result = std::move(receipt); },
             [&](const caf::error& why) {
               result = failure{findings, render(why)};
             });
  return result;
}

outcome<PersonErased> erase_there(remote& node, const std::string& user) {
  auto reply = node.remove("/api/v1/me?confirm=" + escaped(user));
  if (auto* wrong = std::get_if<failure>(&reply))
    return std::move(*wrong);
  PersonErased receipt;
  if (json::read(std::get<std::string>(reply), receipt))
    return failure{unreachable, node.url() + " is no AUREN of this version"};
  return receipt;
}

std::string as_text(const PersonErased& receipt) {
  auto text
    = fmt::format("{} was erased on {} (receipt {})\n", receipt.person(),
                  receipt.time(), receipt.receipt_id());
  std::map<std::string, uint64_t> counts{receipt.counts().begin(),
                                         receipt.counts().end()};
  for (auto& [kind, n] : counts)
    text += fmt::format("  {:<24} {}\n", kind, n);
  text += "What is left:\n";
  for (auto& one : receipt.remains())
    text += "  " + one + '\n';
  for (auto& one : receipt.unfinished())
    text += "NOT DONE, begin again: " + one + '\n';
  return text;
}

} // namespace

int erase(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  if (confirmation(asked) != asked.user) {
    complain("nothing was erased: --confirm (or what you typed) is not the "
             "user's name");
    return usage;
  }
  auto found = find_place(asked, *settings);
  if (auto* wrong = std::get_if<failure>(&found))
    return give_up(*wrong);
  auto& where = std::get<place>(found);
  auto result = where.here ? erase_here(*where.here, asked.user)
                           : erase_there(*where.there, asked.user);
  if (auto* wrong = std::get_if<failure>(&result))
    return give_up(*wrong);
  auto& receipt = std::get<PersonErased>(result);
  std::cout << (asked.json ? json::write(receipt) + '\n' : as_text(receipt));
  return receipt.unfinished().empty() ? done : findings;
}

} // namespace auren::node::cli

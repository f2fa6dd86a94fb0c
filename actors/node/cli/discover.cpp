#include "actors/hypotheses/discover.hpp"

#include "actors/node/cli/commands.hpp"
#include "actors/node/command_line.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace auren::node::cli {

int discover(const request& asked) {
  std::ifstream csv{asked.words.front()};
  if (!csv) {
    complain("cannot read " + asked.words.front());
    return unreachable;
  }
  std::stringstream catalogue;
  if (!asked.catalog.empty()) {
    std::ifstream file{asked.catalog};
    if (!file) {
      complain("cannot read " + asked.catalog);
      return unreachable;
    }
    catalogue << file.rdbuf();
  }
  hypotheses::discover_options options;
  options.as_list = asked.json;
  options.only = asked.only;
  auto found = hypotheses::discover(csv, catalogue.str(), options);
  if (!found.error.empty()) {
    complain(found.error);
    return findings;
  }
  std::cout << found.json << '\n';
  return done;
}

} // namespace auren::node::cli

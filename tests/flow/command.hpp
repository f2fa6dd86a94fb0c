#pragma once

#include "actors/node/command_line.hpp"
#include "tests/flow/store.hpp"

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace auren::test {

/// What a command printed and how it ended.
struct ran {
  int code = -1;
  std::string out;
  std::string err;
};

/// Runs the program's command line in this process.
inline ran run(std::vector<std::string> words) {
  words = with_store(std::move(words));
  words.insert(words.begin(), "auren");
  std::vector<char*> arguments;
  for (auto& one : words)
    arguments.push_back(one.data());
  std::ostringstream out, err;
  auto* cout = std::cout.rdbuf(out.rdbuf());
  auto* cerr = std::cerr.rdbuf(err.rdbuf());
  ran result;
  result.code
    = node::command_line(static_cast<int>(arguments.size()), arguments.data());
  std::cout.rdbuf(cout);
  std::cerr.rdbuf(cerr);
  result.out = out.str();
  result.err = err.str();
  return result;
}

} // namespace auren::test

#include "actors/node/command_line.hpp"

int main(int argc, char** argv) {
  return auren::node::command_line(argc, argv);
}

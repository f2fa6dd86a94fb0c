#pragma once

namespace auren::node {

/// How the program ends; other programs rely on these.
enum exit_code : int {
  done = 0,         ///< All is well.
  findings = 1,     ///< Done, with findings or refusals.
  usage = 2,        ///< The command line or the configuration is wrong.
  unreachable = 3,  ///< Something cannot be reached or opened.
  interrupted = 130 ///< Stopped by the person.
};

/// Runs the command that `argv` names and returns the exit code. Errors are
/// one line on standard error that says what to do.
int command_line(int argc, char** argv);

} // namespace auren::node

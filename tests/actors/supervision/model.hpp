#pragma once

#include "actors/supervision/spec.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace auren::test {

/// What supervision means, written as plainly as it goes: one thread, no
/// messages, ends that take no time, no jitter. Time is in milliseconds.
struct model {
  struct actor {
    std::string name;
    std::string path;
    actor* parent = nullptr;
    supervision::restart kind{};
    std::shared_ptr<const supervision::supervisor_spec> terms; ///< A branch.
    bool added = false;

    std::string state = "waiting";
    bool has_run = false;
    int starts = 0;
    size_t failures_in_row = 0;
    long since = 0;
    long due = 0;

    std::deque<long> failures; ///< Of its children, within the window.
    std::vector<std::unique_ptr<actor>> children;
  };

  explicit model(supervision::supervisor_spec spec);

  // -- what can happen --------------------------------------------------------

  void end(const std::string& path, bool clean); ///< A running worker ends.
  void add(const std::string& branch, const supervision::child_spec& child);
  void remove(const std::string& path);
  void restart(const std::string& path); ///< An operator asks for it.
  void advance(long span);

  // -- what is ----------------------------------------------------------------

  bool escalated() const {
    return !top;
  }
  actor* find(const std::string& path) const;
  std::vector<actor*> all() const; ///< Without the root; parents first.

  std::unique_ptr<actor> top;
  std::map<std::string, int> spoiled; ///< Starts that will throw, by path.
  long now = 0;

private:
  void open(actor& branch);
  void launch(actor& it);
  void failed(actor& it);
  void down(actor& it, bool keep_temporary);
  void fall_with(actor& it);
  bool may_start(const actor& it) const;
  void pump(const std::string& branch);
  void pump_up(const std::string& path);
  void pump_all();
  void erase(actor& it);
  void collect(actor& branch, std::vector<actor*>& into) const;

  int launches = 0;
};

} // namespace auren::test

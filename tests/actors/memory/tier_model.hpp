#pragma once

#include "actors/memory/recollection.hpp"
#include "messages/events.pb.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace auren::test {

using namespace auren::memory;

/// What should be remembered, and where, computed from the whole log the plain
/// way: no book, no moves.
struct tier_model {
  struct entry {
    Memory memory;
    std::string next; ///< Its revision.
    uint32_t uses = 0;
    int64_t last_used = 0;
  };

  explicit tier_model(const std::vector<events::Event>& log) {
    for (auto& event : log)
      take(event);
  }

  void take(const events::Event& event) {
    MemoryStored stored;
    MemoryRevised revised;
    MemoryRecalled recalled;
    MemoryForgotten forgotten;
    if (event.type() == "memory.stored") {
      stored.ParseFromString(event.payload());
      all[stored.memory().memory_id()].memory = stored.memory();
    } else if (event.type() == "memory.revised") {
      revised.ParseFromString(event.payload());
      if (!all.contains(revised.memory_id()))
        return;
      all[revised.memory_id()].next = revised.memory().memory_id();
      all[revised.memory().memory_id()].memory = revised.memory();
    } else if (event.type() == "memory.recalled") {
      recalled.ParseFromString(event.payload());
      for (auto& id : recalled.memory_id())
        if (auto one = all.find(id); one != all.end()) {
          ++one->second.uses;
          one->second.last_used = event.occurred_at_us() / 1000;
        }
    } else if (event.type() == "memory.forgotten") {
      forgotten.ParseFromString(event.payload());
      forget(forgotten.memory_id());
    }
  }

  void forget(const std::string& id) {
    auto one = all.find(id);
    if (one == all.end())
      return;
    auto next = one->second.next;
    all.erase(one);
    forget(next);
    std::vector<std::string> before;
    for (auto& [other, x] : all)
      if (x.next == id)
        before.push_back(other);
    for (auto& other : before)
      forget(other);
  }

  static int64_t ms(const std::string& text, int64_t otherwise) {
    return instant_or(text, otherwise).value();
  }

  /// Whether another took its place by `now`.
  bool superseded(const std::string& id, int64_t now) const {
    auto& one = all.at(id);
    if (!one.next.empty())
      return true;
    if (!one.memory.has_fact())
      return false;
    auto began = [](const Memory& x) {
      return std::tuple{ms(x.valid_from(), 0), ms(x.recorded_at(), 0),
                        x.memory_id()};
    };
    for (auto& [other, x] : all)
      if (x.memory.has_fact() && other != id
          && x.memory.fact().attribute() == one.memory.fact().attribute()
          && x.memory.fact().unit() == one.memory.fact().unit()
          && began(x.memory) > began(one.memory)
          && ms(x.memory.valid_from(), 0) <= now
          && ms(x.memory.valid_from(), 0)
               < ms(one.memory.valid_to(), INT64_MAX))
        return true;
    return false;
  }

  std::map<std::string, std::string> tiers(int64_t now) const {
    std::map<std::string, std::string> result;
    for (auto& [id, one] : all) {
      tier_facts facts;
      facts.kind = one.memory.kind();
      facts.importance = one.memory.importance();
      facts.recorded_at = ms(one.memory.recorded_at(), 0);
      facts.valid_from = ms(one.memory.valid_from(), 0);
      facts.uses = one.uses;
      facts.last_used = one.last_used;
      facts.superseded = superseded(id, now);
      facts.states_fact = one.memory.has_fact();
      result[id] = to_string(tier_policy{}.place(facts, now).where);
    }
    return result;
  }

  std::map<std::string, entry> all;
};

} // namespace auren::test

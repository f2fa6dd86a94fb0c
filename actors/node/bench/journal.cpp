#include "actors/node/bench/journal.hpp"

#include "messages/ids.hpp"
#include "messages/ingest.pb.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace auren::node::bench {

events::Append journal_entry(int i) {
  ingest::JournalRecorded fact;
  fact.set_type("bench");
  fact.set_data_json(std::string(200, static_cast<char>('a' + i % 26)));
  events::Append result;
  result.mutable_context()->set_tenant("home");
  result.mutable_context()->set_person("me");
  auto& event = *result.add_events();
  event.set_event_id(ids::uuid7());
  event.set_stream("person/me/journal");
  event.set_type("journal.recorded");
  event.set_payload(fact.SerializeAsString());
  return result;
}

double fill(storage::event_repository& store, int total, int batch) {
  std::vector<events::Append> commands;
  for (int i = 0; i < total; ++i)
    commands.push_back(journal_entry(i));
  auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < total; i += batch) {
    std::vector<const events::Append*> group;
    for (int k = i; k < std::min(total, i + batch); ++k)
      group.push_back(&commands[static_cast<size_t>(k)]);
    for (auto& one : store.append_batch(group))
      if (!one)
        throw std::runtime_error{render(one.error())};
  }
  std::chrono::duration<double> spent
    = std::chrono::steady_clock::now() - start;
  return total / spent.count();
}

} // namespace auren::node::bench

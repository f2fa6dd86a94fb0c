#pragma once

#include "messages/events.pb.h"
#include "storage/person_id.hpp"
#include "storage/sealed_rows.hpp"

#include <caf/expected.hpp>

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace auren::storage::postgres {

/// The end of a stream as the writer knows it.
struct writer_stream {
  int64_t id = 0; ///< 0: not in the log yet.
  uint64_t version = 0;
  std::string last_hash;
};

/// A person as the writer knows them, under their lock.
struct writer_person {
  int64_t id = 0; ///< 0: not in the log yet.
  int64_t tenant = 0;
  int64_t epoch = -1; ///< Counts the person's transactions.
  bool erased = false;
  std::string newest_id; ///< Greatest event id; a greater one is new.
  std::map<std::string, writer_stream> streams;
};

using writer_people = std::map<person_id, writer_person>;

/// A stored request as the database had it.
struct known_request {
  std::string body_hash;
  uint64_t position = 0;
  uint64_t version = 0;
  std::string sealed;
};

/// What the log was asked before a batch is decided.
struct known_facts {
  std::set<std::pair<int64_t, std::string>> events; ///< Person and event id.
  std::map<std::pair<int64_t, std::string>, known_request> requests;
};

/// One event that will be written.
struct planned_event {
  const events::Event* event;
  const person_id* who;
  writer_person* person;
  writer_stream* stream;
  uint64_t version;
};

/// One command that leaves something behind.
struct planned_command {
  size_t index; ///< In the batch.
  const person_id* who;
  writer_person* person;
  size_t end; ///< How many events are planned up to its last.
  bool adds;  ///< Whether it has new events itself.
  bool keeps_reply;
};

/// What a batch of commands will write, and what each is answered.
struct append_plan {
  std::vector<caf::expected<events::Appended>> results;
  std::vector<planned_event> events;
  std::vector<planned_command> commands;
};

/// Decides `commands` in order, for the people that the log has under lock;
/// their streams move on as if it was written. Needs no database.
append_plan
decide(std::span<const events::Append* const> commands, writer_people& people,
       const known_facts& known, seal::keyring& keys);

} // namespace auren::storage::postgres

#pragma once

#include "storage/sqlite/data_folder.hpp"
#include "storage/sqlite/event_inserter.hpp"
#include "storage/sqlite/writer_index.hpp"

namespace auren::storage::sqlite {

/// Appends commands one after the other within the caller's transaction. A
/// command is refused before its first row is written, so that no savepoint
/// is needed. Throws `failure`; then the whole transaction has failed.
class appender {
public:
  appender(connection& db, seal::keyring& keys, clock_us now,
           seal::codec payloads);

  /// Does one command, or refuses it and changes nothing.
  caf::expected<events::Appended> append(const events::Append& command);

  /// Writes what the commands left to write; before the commit.
  void finish();
  /// Drops what is known: the transaction failed, or the file was changed.
  void forget();

  writer_index& index() {
    return index_;
  }

private:
  struct work;
  caf::error check_version(const work& job);
  void find_new(work& job);
  bool is_known(const events::Event& event, int64_t person);
  caf::expected<events::Appended> write(work& job);
  caf::error find_keys(work& job);
  outgoing
  next_event(work& job, const events::Event& event, const seal::data_key& key);
  uint64_t version_of(const work& job, const std::string& stream);

  connection& db_;
  seal::keyring& keys_;
  clock_us now_;
  writer_index index_;
  statement known_;
  event_inserter inserter_;
  sealing_line::sink insert_;
  sealing_line line_; // last: its thread writes what stands above
};

} // namespace auren::storage::sqlite

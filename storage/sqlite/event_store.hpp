#pragma once

#include "storage/sqlite/appender.hpp"
#include "storage/sqlite/checkpointer.hpp"
#include "storage/sqlite/event_reader.hpp"

namespace auren::storage::sqlite {

/// The event store in `events.db`: one writer connection, and a connection
/// for each reader.
class event_store : public event_repository {
public:
  /// Opens or creates the file. Throws `failure` or `refusal`.
  event_store(std::shared_ptr<data_folder> folder, clock_us now,
              seal::codec payloads);

  std::vector<caf::expected<events::Appended>>
  append_batch(std::span<const events::Append* const> commands) override;
  caf::expected<void>
  save_snapshot(const events::SaveSnapshot& command) override;
  caf::expected<void>
  keep_requests(const person_id& who,
                std::span<const kept_request> requests) override;
  caf::expected<void> erase_person(const person_id& who) override;
  caf::expected<std::unique_ptr<event_reader>> open_reader() override;

  caf::expected<events::Events>
  read_log(const events::ReadLog& question) override;
  caf::expected<events::Events>
  read_stream(const events::ReadStream& question) override;
  caf::expected<uint64_t> head() override;
  caf::expected<uint64_t>
  stream_version(const person_id& who, std::string_view stream) override;
  caf::expected<std::vector<person_entry>> people() override;
  caf::expected<std::optional<events::Snapshot>>
  load_snapshot(const events::LoadSnapshot& question) override;
  caf::expected<std::vector<kept_request>>
  requests(const person_id& who, std::string_view key_hash) override;
  caf::expected<verification> verify() override;

private:
  static connection open_writer(const data_folder& folder);
  void mark_erased(const person_id& who);
  void agree_on_erased();

  std::shared_ptr<data_folder> folder_;
  connection db_;
  checkpointer checkpointer_;
  appender appender_;
  reader reads_;
};

} // namespace auren::storage::sqlite

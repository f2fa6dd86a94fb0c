#pragma once

#include "storage/sqlite/data_folder.hpp"
#include "storage/sqlite/dictionary.hpp"

namespace auren::storage::sqlite {

/// Reads events.db through a connection of its own.
class reader : public event_reader {
public:
  /// Throws `failure` when the file cannot be opened.
  explicit reader(std::shared_ptr<data_folder> folder);

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
  events::Events collect(rows found);
  uint64_t last_position();

  std::shared_ptr<data_folder> folder_;
  connection db_;
  dictionary names_;
};

} // namespace auren::storage::sqlite

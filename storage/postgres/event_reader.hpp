#pragma once

#include "storage/event_repository.hpp"
#include "storage/postgres/database.hpp"
#include "storage/postgres/dictionary.hpp"

namespace auren::storage::postgres {

/// Reads `auren.events`, with a connection of the pool for each call.
class reader : public event_reader {
public:
  explicit reader(std::shared_ptr<database> db) : db_(std::move(db)) {}

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
  std::optional<int64_t> find(connection& db, const Context& context);
  events::Events page(connection& db, step rows, uint64_t after);

  std::shared_ptr<database> db_;
  dictionary names_;
};

} // namespace auren::storage::postgres

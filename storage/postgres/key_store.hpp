#pragma once

#include "storage/postgres/database.hpp"
#include "storage/seal/key_repository.hpp"

namespace auren::storage::postgres {

/// Wrapped keys in the schema `auren_keys`. Must not outlive its database.
class key_store : public seal::key_repository {
public:
  explicit key_store(database& db) : db_(db) {}

  caf::expected<std::optional<std::string>> probe() override;
  caf::expected<void> set_probe(const std::string& sealed) override;
  caf::expected<std::optional<seal::wrapped_key>>
  find(const person_id& who) override;
  caf::expected<seal::wrapped_key>
  add(const person_id& who,
      const std::function<std::string(uint32_t)>& wrap) override;
  caf::expected<void> erase(const person_id& who) override;
  caf::expected<std::vector<person_id>> erased() override;

private:
  database& db_;
};

} // namespace auren::storage::postgres

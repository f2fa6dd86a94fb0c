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
  caf::expected<bool> scrub(std::chrono::milliseconds patience) override;
  std::chrono::seconds lease() const override {
    return std::chrono::seconds{15}; // other nodes share the database
  }
  caf::expected<std::vector<person_id>> erased() override;
  caf::expected<std::optional<seal::thing_key>>
  find_thing(const person_id& who, uint32_t id) override;
  caf::expected<std::optional<seal::thing_key>>
  find_labelled(const person_id& who, int64_t label) override;
  caf::expected<seal::thing_key>
  add_thing(const person_id& who, int64_t label, int64_t root,
            const std::function<std::string(uint32_t)>& wrap) override;
  caf::expected<void> condemn(const person_id& who, int64_t root,
                              const std::string& event_id) override;
  caf::expected<std::vector<seal::condemned_thing>> condemned() override;
  caf::expected<void> settle(const person_id& who, const std::string& event_id,
                             bool destroy) override;

private:
  database& db_;
};

} // namespace auren::storage::postgres

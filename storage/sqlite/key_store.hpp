#pragma once

#include "storage/seal/key_repository.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// Wrapped keys in an SQLite file of their own.
class key_store : public seal::key_repository {
public:
  /// Opens or creates `file`. Throws `failure`.
  explicit key_store(const std::filesystem::path& file);

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
  connection db_;
};

} // namespace auren::storage::sqlite

#pragma once

#include "storage/event_repository.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/seal/keyring.hpp"

namespace auren::storage::postgres {

/// Answered requests of a batch, by columns, to be kept in one statement.
class request_columns {
public:
  bool empty() const {
    return people_.empty();
  }
  /// Adds a request of `who`, whose numbers those are.
  void add(const person_id& who, int64_t tenant, int64_t person,
           kept_request request, const seal::data_key& key);
  /// Returns what keeps them; keys that are known stay as they are.
  step take() const;

private:
  std::vector<int64_t> tenants_;
  std::vector<int64_t> people_;
  std::vector<std::string> keys_;
  std::vector<std::string> bodies_;
  std::vector<int64_t> positions_;
  std::vector<int64_t> versions_;
  std::vector<std::string> replies_;
};

/// Returns the person's answered requests after `key_hash`, at most 1000.
/// Throws `failure` and `refusal`.
std::vector<kept_request>
requests_after(connection& db, seal::keyring& keys, const person_id& who,
               int64_t person, std::string_view key_hash);

} // namespace auren::storage::postgres

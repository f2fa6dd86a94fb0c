#pragma once

#include "storage/postgres/database.hpp"
#include "storage/projections/projection_database.hpp"

namespace auren::storage::postgres {

/// The tables of projections in the schema `auren_projections`. Transactions
/// of all nodes wait for each other, so that no event is folded twice.
class projection_tables : public projection_database {
public:
  explicit projection_tables(std::shared_ptr<database> db);

  void run(const std::string& sql, std::span<const cell> values) override;
  std::vector<std::vector<cell>>
  rows(const std::string& sql, std::span<const cell> values) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  void execute(const std::string& sql) override;
  void recreate(const table_spec& spec) override;
  void each_row(const std::string& sql,
                const std::function<void(std::span<const cell>)>& f) override;
  void scrub() override;

private:
  result query(const std::string& sql, std::span<const cell> values);

  std::shared_ptr<database> db_;
  std::optional<pool::lease> open_; ///< Of the transaction under way.
};

/// Returns `sql` with `$1::type` in place of each `?`, for `values`.
std::string numbered(const std::string& sql, std::span<const cell> values);

} // namespace auren::storage::postgres

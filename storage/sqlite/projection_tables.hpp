#pragma once

#include "storage/projections/projection_database.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// The tables of projections in `projections.db`. It is synchronous=NORMAL:
/// what a power cut takes is folded again.
class projection_tables : public projection_database {
public:
  /// Opens or creates `file`. Throws `failure`.
  explicit projection_tables(const std::filesystem::path& file,
                             profile use = profile::rebuildable);

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
  statement& bound(const std::string& sql, std::span<const cell> values);
  connection db_;
};

} // namespace auren::storage::sqlite

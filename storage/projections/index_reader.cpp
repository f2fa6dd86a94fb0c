#include "storage/projections/index_reader.hpp"

#include "storage/failure.hpp"

#include <algorithm>
#include <array>

namespace auren::storage {

namespace {

const std::string positions_sql
  = "SELECT DISTINCT position FROM sample_days WHERE person = ? AND metric = ?"
    " AND day BETWEEN ? AND ? ORDER BY position";
const std::string metrics_sql
  = "SELECT name, n, first_ms, last_ms FROM sample_metrics WHERE person = ?";
const std::string days_sql
  = "SELECT DISTINCT day FROM sample_days WHERE person = ? AND metric = ?"
    " AND source = ? ORDER BY day";

int64_t number(const cell& value) {
  return std::get<int64_t>(value);
}

class index_reader : public sample_index {
public:
  index_reader(std::unique_ptr<projection_database> tables,
               std::shared_ptr<seal::keyring> keys)
    : tables_(std::move(tables)), keys_(std::move(keys)) {}

  caf::expected<std::vector<uint64_t>>
  positions(const person_id& who, std::string_view metric, int32_t from_day,
            int32_t to_day) override {
    return guarded([&] {
      std::vector<uint64_t> result;
      auto key = key_of(who);
      if (!key)
        return result;
      std::array<cell, 4> asked{person_number(who),
                                seal::seal_name(*key, metric).id,
                                int64_t{from_day}, int64_t{to_day}};
      for (const auto& row : tables_->rows(positions_sql, asked))
        result.push_back(static_cast<uint64_t>(number(row[0])));
      return result;
    });
  }

  caf::expected<std::vector<metric_span>>
  metrics(const person_id& who) override {
    return guarded([&] {
      std::vector<metric_span> result;
      auto key = key_of(who);
      if (!key)
        return result;
      std::array<cell, 1> asked{person_number(who)};
      for (const auto& row : tables_->rows(metrics_sql, asked)) {
        const auto& sealed = std::get<bytes_value>(row[0]).bytes;
        result.push_back({value_of(seal::open_name(*key, sealed)),
                          static_cast<uint64_t>(number(row[1])), number(row[2]),
                          number(row[3])});
      }
      std::ranges::sort(result, {}, &metric_span::metric);
      return result;
    });
  }

  caf::expected<std::vector<int32_t>>
  days(const person_id& who, std::string_view metric,
       std::string_view source) override {
    return guarded([&] {
      std::vector<int32_t> result;
      auto key = key_of(who);
      if (!key)
        return result;
      std::array<cell, 3> asked{person_number(who),
                                seal::seal_name(*key, metric).id,
                                seal::seal_name(*key, source).id};
      for (const auto& row : tables_->rows(days_sql, asked))
        result.push_back(static_cast<int32_t>(number(row[0])));
      return result;
    });
  }

private:
  std::optional<seal::data_key> key_of(const person_id& who) {
    auto key = keys_->existing_key(who);
    if (key)
      return *key;
    if (key.error() == errc::not_found || key.error() == errc::erased)
      return std::nullopt;
    throw refusal{key.error()};
  }

  std::unique_ptr<projection_database> tables_;
  std::shared_ptr<seal::keyring> keys_;
};

} // namespace

std::unique_ptr<sample_index>
make_index_reader(std::unique_ptr<projection_database> tables,
                  std::shared_ptr<seal::keyring> keys) {
  return std::make_unique<index_reader>(std::move(tables), std::move(keys));
}

} // namespace auren::storage

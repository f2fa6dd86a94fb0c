#include "storage/sqlite/sample_index.hpp"

#include "storage/sqlite/connection.hpp"

#include <algorithm>

namespace auren::storage::sqlite {

namespace {

class index_reader : public sample_index {
public:
  explicit index_reader(std::shared_ptr<data_folder> folder)
    : folder_(std::move(folder)),
      db_(folder_->path() / "projections.db", profile::reader) {}

  caf::expected<std::vector<uint64_t>>
  positions(const person_id& who, std::string_view metric, int32_t from_day,
            int32_t to_day) override {
    return guarded([&] {
      std::vector<uint64_t> result;
      auto key = key_of(who);
      if (!key)
        return result;
      auto found = db_.prepared(
        "SELECT DISTINCT position FROM sample_days WHERE person = ?"
        " AND metric = ? AND day BETWEEN ? AND ? ORDER BY position")(
        person_number(who), seal::seal_name(*key, metric).id, from_day, to_day);
      while (found.next())
        result.push_back(found.as<uint64_t>(0));
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
      auto found
        = db_.prepared("SELECT name, n, first_ms, last_ms FROM"
                       " sample_metrics WHERE person = ?")(person_number(who));
      while (found.next())
        result.push_back({value_of(seal::open_name(*key, found.bytes(0))),
                          found.as<uint64_t>(1), found.integer(2),
                          found.integer(3)});
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
      auto found
        = db_.prepared("SELECT DISTINCT day FROM sample_days WHERE person = ?"
                       " AND metric = ? AND source = ? ORDER BY day")(
          person_number(who), seal::seal_name(*key, metric).id,
          seal::seal_name(*key, source).id);
      while (found.next())
        result.push_back(found.as<int32_t>(0));
      return result;
    });
  }

private:
  std::optional<seal::data_key> key_of(const person_id& who) {
    auto key = folder_->keys().existing_key(who);
    if (key)
      return *key;
    if (key.error() == errc::not_found || key.error() == errc::erased)
      return std::nullopt;
    throw refusal{key.error()};
  }

  std::shared_ptr<data_folder> folder_;
  connection db_;
};

} // namespace

caf::expected<std::unique_ptr<sample_index>>
open_sample_index(std::shared_ptr<data_folder> folder) {
  return guarded([&]() -> std::unique_ptr<sample_index> {
    return std::make_unique<index_reader>(std::move(folder));
  });
}

} // namespace auren::storage::sqlite

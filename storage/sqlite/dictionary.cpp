#include "storage/sqlite/dictionary.hpp"

namespace auren::storage::sqlite {

namespace {

constexpr size_t most_cached = 100'000;

/// Returns the cached value of `id`, or what `load` makes of its row.
template <class Map, class Load>
const auto&
lookup(Map& cache, connection& db, int64_t id, const char* sql, Load load) {
  if (auto known = cache.find(id); known != cache.end())
    return known->second;
  if (cache.size() >= most_cached)
    cache.clear();
  auto found = db.prepared(sql)(id);
  typename Map::mapped_type value{};
  if (found.next())
    value = load(found);
  return cache.insert_or_assign(id, std::move(value)).first->second;
}

} // namespace

const person_id& dictionary::person(int64_t id) {
  return lookup(
    people_, db_, id, "SELECT tenant, person FROM people WHERE id = ?",
    [](rows& row) {
      return person_id{std::string{row.bytes(0)}, std::string{row.bytes(1)}};
    });
}

const stream_entry& dictionary::stream(int64_t id) {
  return lookup(
    streams_, db_, id, "SELECT name, person FROM streams WHERE id = ?",
    [](rows& row) {
      return stream_entry{std::string{row.bytes(0)}, row.integer(1)};
    });
}

const std::string& dictionary::type(int64_t id) {
  return lookup(types_, db_, id, "SELECT name FROM types WHERE id = ?",
                [](rows& row) { return std::string{row.bytes(0)}; });
}

std::optional<int64_t> dictionary::find_person(const person_id& who) {
  auto found = db_.prepared("SELECT id FROM people WHERE tenant = ?"
                            " AND person = ?")(who.tenant, who.person);
  if (!found.next())
    return std::nullopt;
  return found.integer(0);
}

} // namespace auren::storage::sqlite

#include "storage/postgres/dictionary.hpp"

namespace auren::storage::postgres {

namespace {

constexpr size_t most_cached = 100'000;

std::string text(const result& from, int row, int column) {
  return std::string{from.bytes(row, column)};
}

/// Returns the cached value of `id`, or what `load` makes of its row.
template <class Map, class Load>
const auto& lookup(Map& cache, connection& db, int64_t id,
                   const std::string& sql, Load load) {
  if (auto known = cache.find(id); known != cache.end())
    return known->second;
  if (cache.size() >= most_cached)
    cache.clear();
  auto found = db.query(sql, params{}.number(id));
  typename Map::mapped_type value{};
  if (!found.empty())
    value = load(found);
  return cache.insert_or_assign(id, std::move(value)).first->second;
}

const std::string person_sql
  = "SELECT t.name, p.person, p.tenant FROM auren.people p"
    " JOIN auren.tenants t ON t.id = p.tenant WHERE p.id = $1::bigint";
const std::string stream_sql
  = "SELECT name, person FROM auren.streams WHERE id = $1::bigint";
const std::string streams_sql
  = "SELECT id, name, person FROM auren.streams WHERE id = ANY($1::bigint[])";
const std::string type_sql
  = "SELECT name FROM auren.types WHERE id = $1::bigint";
const std::string find_sql
  = "SELECT p.id FROM auren.people p JOIN auren.tenants t ON t.id = p.tenant"
    " WHERE t.name = $1::bytea AND p.person = $2::bytea";

} // namespace

const person_entry_of& dictionary::person(connection& db, int64_t id) {
  return lookup(people_, db, id, person_sql, [](const result& found) {
    return person_entry_of{{text(found, 0, 0), text(found, 0, 1)},
                           found.integer(0, 2)};
  });
}

const stream_entry& dictionary::stream(connection& db, int64_t id) {
  return lookup(streams_, db, id, stream_sql, [](const result& found) {
    return stream_entry{text(found, 0, 0), found.integer(0, 1)};
  });
}

const std::string& dictionary::type(connection& db, int64_t id) {
  return lookup(types_, db, id, type_sql,
                [](const result& found) { return text(found, 0, 0); });
}

void dictionary::prefetch(connection& db, std::span<const int64_t> streams) {
  std::vector<int64_t> unknown;
  for (auto id : streams)
    if (!streams_.contains(id))
      unknown.push_back(id);
  if (unknown.size() < 2)
    return;
  auto found = db.query(streams_sql, params{}.numbers(unknown));
  for (int row = 0; row < found.rows(); ++row)
    streams_[found.integer(row, 0)]
      = {text(found, row, 1), found.integer(row, 2)};
}

std::optional<int64_t>
dictionary::find_person(connection& db, const person_id& who) {
  auto found = db.query(find_sql, params{}.bytes(who.tenant).bytes(who.person));
  if (found.empty())
    return std::nullopt;
  return found.integer(0, 0);
}

} // namespace auren::storage::postgres

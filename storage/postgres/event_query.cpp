#include "storage/postgres/event_query.hpp"

#include "storage/event_repository.hpp"
#include "storage/postgres/event_rows.hpp"

#include <fmt/format.h>

namespace auren::storage::postgres {

namespace {

constexpr auto most_bytes = 32 << 20;
constexpr auto told = "position <= current_setting('auren.horizon')::bigint";

/// Adds parameters as the text that needs them grows.
class builder {
public:
  explicit builder(std::string sql) : sql_(std::move(sql)) {}

  builder& text(const std::string& more) {
    sql_ += more;
    return *this;
  }
  template <std::integral T>
  builder& number(const char* before, T value, const char* after = "") {
    values_.number(value);
    sql_ += fmt::format("{}${}::bigint{}", before, values_.count(), after);
    return *this;
  }
  builder&
  bytes(const char* before, std::string_view value, const char* after = "") {
    values_.bytes(value);
    sql_ += fmt::format("{}${}::bytea{}", before, values_.count(), after);
    return *this;
  }
  step take() {
    return {std::move(sql_), std::move(values_)};
  }

private:
  std::string sql_;
  params values_;
};

void add_stream(builder& to, const events::ReadLog& question,
                std::optional<int64_t> person) {
  if (!person && !question.stream().empty())
    to.bytes(" AND stream IN (SELECT id FROM auren.streams WHERE name = ",
             question.stream(), ")");
  else if (person && question.stream().empty())
    to.number(" AND person = ", *person);
  else if (person)
    to.number(" AND stream = (SELECT id FROM auren.streams WHERE person = ",
              *person)
      .bytes(" AND name = ", question.stream(), ")");
}

void add_type(builder& to, std::string_view pattern) {
  if (pattern.empty())
    return;
  if (!pattern.ends_with('*')) {
    to.bytes(" AND type = (SELECT id FROM auren.types WHERE name = ", pattern,
             ")");
    return;
  }
  pattern.remove_suffix(1);
  to.number(" AND type IN (SELECT id FROM auren.types WHERE"
            " substring(name FROM 1 FOR (",
            pattern.size(), ")::int)")
    .bytes(" = ", pattern, ")");
}

/// A page ends after `limit` rows or when it is full; a first row that alone
/// is too much is still told.
std::string paged(const std::string& where, const char* order) {
  return fmt::format(
    "SELECT {0} FROM (SELECT {0}, sum(octet_length(body)) OVER (ORDER BY {2}"
    " ROWS UNBOUNDED PRECEDING) - octet_length(body) AS before FROM"
    " auren.events WHERE {1}) page WHERE before < {3}",
    event_columns, where, order, most_bytes);
}

} // namespace

step set_horizon() {
  return {"SELECT set_config('auren.horizon', auren.horizon()::text, true)"};
}

step select_head() {
  return {fmt::format("SELECT coalesce(max(position), 0) FROM auren.events"
                      " WHERE {}",
                      told)};
}

step select_log(const events::ReadLog& question,
                std::optional<int64_t> person) {
  builder where{told};
  where.number(" AND position > ", question.after());
  add_stream(where, question, person);
  add_type(where, question.type());
  if (question.has_class_())
    where.number(" AND class = ", static_cast<int>(question.class_()));
  where.number(" ORDER BY position LIMIT ", page_size(question.limit()));
  auto built = where.take();
  return {paged(built.sql, "position"), std::move(built.values)};
}

step select_stream(const events::ReadStream& question, int64_t person) {
  builder where{told};
  where
    .number(" AND stream = (SELECT id FROM auren.streams WHERE person = ",
            person)
    .bytes(" AND name = ", question.stream(), ")")
    .number(" AND version > ", question.after_version())
    .number(" ORDER BY version LIMIT ", page_size(question.limit()));
  auto built = where.take();
  return {paged(built.sql, "version"), std::move(built.values)};
}

} // namespace auren::storage::postgres

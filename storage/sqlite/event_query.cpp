#include "storage/sqlite/event_query.hpp"

#include "storage/event_repository.hpp"
#include "storage/sqlite/event_rows.hpp"

#include <fmt/format.h>

namespace auren::storage::sqlite {

namespace {

constexpr auto prefix_types
  = " AND type IN (SELECT id FROM types WHERE substr(name, 1, length(:type))"
    " = :type)";
constexpr auto exact_type
  = " AND type = (SELECT id FROM types WHERE name = :type)";
constexpr auto any_stream_of_name
  = " AND stream IN (SELECT id FROM streams WHERE name = :stream)";
constexpr auto stream_of_person
  = " AND stream = (SELECT id FROM streams WHERE person = :person"
    " AND name = :stream)";

bool is_prefix(const std::string& pattern) {
  return pattern.ends_with('*');
}

std::string stream_term(const events::ReadLog& question, bool of_person) {
  if (question.stream().empty())
    return of_person ? " AND person = :person" : "";
  return of_person ? stream_of_person : any_stream_of_name;
}

/// Few shapes, so that every one of them is prepared only once.
std::string log_sql(const events::ReadLog& question, bool of_person) {
  std::string sql = fmt::format("SELECT {} FROM events WHERE position > :after",
                                event_columns);
  sql += stream_term(question, of_person);
  if (!question.type().empty())
    sql += is_prefix(question.type()) ? prefix_types : exact_type;
  if (question.has_class_())
    sql += " AND class = :class";
  return sql + " ORDER BY position LIMIT :limit";
}

} // namespace

rows select_log(connection& db, const events::ReadLog& question,
                std::optional<int64_t> person) {
  auto& query = db.prepared(log_sql(question, person.has_value()));
  query.begin();
  query.bind(":after", question.after());
  query.bind(":limit", page_size(question.limit()));
  if (person)
    query.bind(":person", *person);
  std::string_view type = question.type();
  if (is_prefix(question.type()))
    type.remove_suffix(1);
  if (!type.empty() || !question.type().empty())
    query.bind(":type", type);
  if (!question.stream().empty())
    query.bind(":stream", std::string_view{question.stream()});
  if (question.has_class_())
    query.bind(":class", static_cast<int>(question.class_()));
  return query.execute();
}

rows select_stream(connection& db, const events::ReadStream& question,
                   int64_t person) {
  static const auto sql = fmt::format(
    "SELECT {} FROM events WHERE stream = (SELECT id FROM streams"
    " WHERE person = ? AND name = ?) AND version > ? ORDER BY version LIMIT ?",
    event_columns);
  return db.prepared(sql)(person, std::string_view{question.stream()},
                          question.after_version(),
                          page_size(question.limit()));
}

} // namespace auren::storage::sqlite

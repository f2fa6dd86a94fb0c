#include "tests/contract/support.hpp"

#include "storage/postgres/projection_tables.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/projection_tables.hpp"
#include "storage/sqlite/projections.hpp"

namespace auren::test {

namespace {

template <class T>
T must(caf::expected<T> result) {
  REQUIRE_MESSAGE(result, render(result.error()));
  return std::move(*result);
}

template <class Store>
storage::clock_us clock_of(Store& store) {
  if (store.keeps_times)
    return {};
  return [&store] { return ++store.now_us; };
}

int64_t
count_rows(storage::projection_database&& tables, const std::string& table) {
  auto found = tables.rows("SELECT count(*) FROM " + table, {});
  return std::get<int64_t>(found[0][0]);
}

} // namespace

caf::error sqlite_backend::try_open() {
  auto opened = storage::sqlite::data_folder::open(folder.path());
  if (!opened)
    return opened.error();
  auto events = storage::sqlite::open_events(*opened, clock_of(*this));
  if (!events)
    return events.error();
  data = std::move(*opened);
  log = std::move(*events);
  return caf::none;
}

void sqlite_backend::open() {
  auto failed = try_open();
  REQUIRE_MESSAGE(!failed, render(failed));
}

void sqlite_backend::close() {
  log.reset();
  data.reset();
}

void sqlite_backend::reopen() {
  close();
  open();
}

void sqlite_backend::tamper(const std::string& sql, const char* file) {
  storage::sqlite::connection db{folder.path() / file,
                                 storage::sqlite::profile::durable};
  db.run(sql.c_str());
}

std::unique_ptr<storage::projection_store> sqlite_backend::projections() {
  return must(storage::sqlite::open_projections(data));
}

std::unique_ptr<storage::sample_chunks> sqlite_backend::chunks() {
  return must(storage::sqlite::open_sample_chunks(data));
}

int64_t sqlite_backend::rows_of(const std::string& table) {
  return count_rows(
    storage::sqlite::projection_tables{folder.path() / "projections.db",
                                       storage::sqlite::profile::reader},
    table);
}

postgres_backend::~postgres_backend() {
  close();
  postgres_server::shared().drop_database(uri);
}

caf::error postgres_backend::try_open() {
  storage::postgres::database_options options;
  options.uri = uri;
  options.folder = folder.path();
  auto opened = storage::postgres::database::open(options);
  if (!opened)
    return opened.error();
  auto events = storage::postgres::open_events(*opened, clock_of(*this));
  if (!events)
    return events.error();
  data = std::move(*opened);
  log = std::move(*events);
  return caf::none;
}

void postgres_backend::open() {
  auto failed = try_open();
  REQUIRE_MESSAGE(!failed, render(failed));
}

void postgres_backend::close() {
  log.reset();
  data.reset();
}

void postgres_backend::reopen() {
  close();
  open();
}

void postgres_backend::tamper(const std::string& sql) {
  postgres_server::shared().run(uri, "SET search_path = auren;" + sql);
}

std::unique_ptr<storage::projection_store> postgres_backend::projections() {
  return must(storage::postgres::open_projections(data));
}

std::unique_ptr<storage::sample_chunks> postgres_backend::chunks() {
  return must(storage::postgres::open_sample_chunks(data));
}

int64_t postgres_backend::rows_of(const std::string& table) {
  return count_rows(storage::postgres::projection_tables{data}, table);
}

} // namespace auren::test

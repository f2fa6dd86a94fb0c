#include "storage/postgres/connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <array>

namespace auren::storage::postgres {

namespace {

constexpr std::string_view copy_head{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
constexpr std::string_view copy_tail{"\377\377", 2};

// A session that hangs must not hold anybody's locks for long. Statements take
// arrays of any length, by which PostgreSQL would plan each of them anew every
// time: that took longer than to carry them out.
constexpr auto settings = "SET synchronous_commit = on;"
                          "SET client_min_messages = warning;"
                          "SET lock_timeout = '10s';"
                          "SET idle_in_transaction_session_timeout = '30s';"
                          "SET jit = off;"
                          "SET plan_cache_mode = force_generic_plan;"
                          "SET search_path = auren, auren_projections, public";

pg_conn* connect(const std::string& uri) {
  // What comes first may be overruled by the URI.
  std::array<const char*, 9> names{
    "connect_timeout",  "keepalives_idle",  "keepalives_interval",
    "keepalives_count", "tcp_user_timeout", "application_name",
    "client_encoding",  "dbname",           nullptr};
  std::array<const char*, 9> values{
    "5", "5", "2", "3", "10000", "auren", "UTF8", uri.c_str(), nullptr};
  return PQconnectdbParams(names.data(), values.data(), 1);
}

std::string words(const char* text) {
  std::string result{text == nullptr ? "" : text};
  while (!result.empty() && result.back() == '\n')
    result.pop_back();
  return result.empty() ? "the connection broke" : result;
}

/// Why there is no connection, and what to do where that can be told: libpq
/// gives no SQLSTATE here.
std::string why_refused(pg_conn* handle) {
  auto why = words(PQerrorMessage(handle));
  for (const auto* text : {"too many clients", "connection slots"})
    if (why.find(text) != std::string::npos)
      return why
             + " (raise the server's max_connections, or lower"
               " storage.connections of its nodes)";
  return why;
}

} // namespace

void connection::closer::operator()(pg_conn* handle) const {
  PQfinish(handle);
}

connection::connection(const std::string& uri) : handle_(connect(uri)) {
  if (PQstatus(handle_.get()) != CONNECTION_OK)
    throw failure{"", why_refused(handle_.get())};
  PQsetErrorVerbosity(handle_.get(), PQERRORS_TERSE);
  run(settings);
}

bool connection::alive() const {
  return PQstatus(handle_.get()) == CONNECTION_OK;
}

bool connection::in_transaction() const {
  auto status = PQtransactionStatus(handle_.get());
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
         || status == PQTRANS_ACTIVE;
}

void connection::fail() {
  throw failure{"", words(PQerrorMessage(handle_.get()))};
}

result connection::checked(pg_result* got) {
  result held{got};
  auto status = PQresultStatus(got);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return held;
  const auto* state = PQresultErrorField(got, PG_DIAG_SQLSTATE);
  const auto* text = PQresultErrorField(got, PG_DIAG_MESSAGE_PRIMARY);
  if (state == nullptr)
    fail();
  throw failure{state, words(text)};
}

void connection::drain() {
  while (auto* rest = PQgetResult(handle_.get()))
    PQclear(rest);
}

void connection::run(const std::string& sql) {
  checked(PQexec(handle_.get(), sql.c_str()));
}

const std::string& connection::prepared(const std::string& sql) {
  auto known = statements_.find(sql);
  if (known != statements_.end())
    return known->second;
  auto name = fmt::format("auren_{}", statements_.size());
  checked(PQprepare(handle_.get(), name.c_str(), sql.c_str(), 0, nullptr));
  return statements_.emplace(sql, std::move(name)).first->second;
}

result connection::query(const std::string& sql, const params& values) {
  return checked(PQexecPrepared(handle_.get(), prepared(sql).c_str(),
                                values.count(), values.values(),
                                values.lengths(), values.formats(), 1));
}

result connection::fetch(const std::string& sql) {
  return checked(PQexecParams(handle_.get(), sql.c_str(), 0, nullptr, nullptr,
                              nullptr, nullptr, 1));
}

std::vector<result> connection::pipeline(const std::vector<step>& steps) {
  for (const auto& one : steps)
    prepared(one.sql);
  if (PQenterPipelineMode(handle_.get()) != 1)
    fail();
  for (const auto& one : steps)
    if (PQsendQueryPrepared(handle_.get(), prepared(one.sql).c_str(),
                            one.values.count(), one.values.values(),
                            one.values.lengths(), one.values.formats(), 1)
        != 1)
      fail();
  if (PQpipelineSync(handle_.get()) != 1)
    fail();
  return collect(steps.size());
}

std::vector<result> connection::collect(size_t count) {
  std::vector<result> results;
  std::unique_ptr<failure> first;
  for (size_t i = 0; i < count && alive(); ++i) {
    auto* got = PQgetResult(handle_.get());
    try {
      if (PQresultStatus(got) == PGRES_PIPELINE_ABORTED)
        PQclear(got);
      else
        results.push_back(checked(got));
    } catch (const failure& problem) {
      if (!first)
        first = std::make_unique<failure>(problem);
    }
    drain(); // the null between two results
  }
  if (alive()) {
    PQclear(PQgetResult(handle_.get())); // the sync
    PQexitPipelineMode(handle_.get());
  }
  if (first)
    throw *first;
  if (!alive())
    fail();
  return results;
}

void connection::begin_copy(const std::string& target) {
  auto sql = fmt::format("COPY {} FROM STDIN (FORMAT binary)", target);
  result started{PQexec(handle_.get(), sql.c_str())};
  if (PQresultStatus(started.handle()) != PGRES_COPY_IN) {
    const auto* state = PQresultErrorField(started.handle(), PG_DIAG_SQLSTATE);
    throw failure{state == nullptr ? "" : state,
                  words(PQerrorMessage(handle_.get()))};
  }
  copy(copy_head);
}

void connection::copy(std::string_view bytes) {
  if (PQputCopyData(handle_.get(), bytes.data(), static_cast<int>(bytes.size()))
      != 1)
    fail();
}

void connection::end_copy() {
  copy(copy_tail);
  if (PQputCopyEnd(handle_.get(), nullptr) != 1)
    fail();
  auto* outcome = PQgetResult(handle_.get());
  drain();
  checked(outcome);
}

transaction::transaction(connection& db, const char* begin) : db_(db) {
  db_.run(begin);
}

transaction::~transaction() {
  if (!db_.alive() || !db_.in_transaction())
    return;
  PQclear(PQexec(db_.handle(), "ROLLBACK"));
}

void transaction::commit() {
  db_.run("COMMIT");
}

} // namespace auren::storage::postgres

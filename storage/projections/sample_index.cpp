#include "storage/projections/sample_index.hpp"

#include "messages/ingest.pb.h"
#include "storage/bytes.hpp"
#include "storage/projections/sample_days.hpp"
#include "storage/sha256.hpp"

#include <array>

namespace auren::storage {

namespace {

// Sums and extremes do not depend on the order of events, so that a parked
// event that is folded later gives the same rows.
const std::string add_day
  = "INSERT INTO sample_days (person, metric, day, position, source, n,"
    " first_ms, last_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (person, metric, day, position, source) DO UPDATE SET"
    " n = sample_days.n + excluded.n,"
    " first_ms = CASE WHEN excluded.first_ms < sample_days.first_ms"
    " THEN excluded.first_ms ELSE sample_days.first_ms END,"
    " last_ms = CASE WHEN excluded.last_ms > sample_days.last_ms"
    " THEN excluded.last_ms ELSE sample_days.last_ms END";
const std::string add_metric
  = "INSERT INTO sample_metrics (person, metric, name, n, first_ms, last_ms)"
    " VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (person, metric) DO UPDATE SET"
    " n = sample_metrics.n + excluded.n,"
    " first_ms = CASE WHEN excluded.first_ms < sample_metrics.first_ms"
    " THEN excluded.first_ms ELSE sample_metrics.first_ms END,"
    " last_ms = CASE WHEN excluded.last_ms > sample_metrics.last_ms"
    " THEN excluded.last_ms ELSE sample_metrics.last_ms END";

class index_projection : public projection {
public:
  explicit index_projection(std::shared_ptr<seal::keyring> keys)
    : keys_(std::move(keys)) {}

  std::string_view name() const override {
    return "sample_index";
  }
  uint32_t schema() const override {
    return 1;
  }

  std::vector<table_spec> tables() const override {
    return {{"sample_days",
             "CREATE TABLE sample_days (person BIGINT, metric BIGINT,"
             " day BIGINT, position BIGINT, source BIGINT, n BIGINT,"
             " first_ms BIGINT, last_ms BIGINT,"
             " PRIMARY KEY (person, metric, day, position, source))",
             "person, metric, day, position, source"},
            {"sample_metrics",
             "CREATE TABLE sample_metrics (person BIGINT, metric BIGINT,"
             " name BLOB, n BIGINT, first_ms BIGINT, last_ms BIGINT,"
             " PRIMARY KEY (person, metric))",
             "person, metric"}};
  }

  caf::expected<void>
  fold(const events::Event& event, projection_tables& tables) override {
    if (event.type() != "samples.recorded" || event.payload().empty())
      return caf::unit; // an erased person's payload is empty
    ingest::SamplesRecorded recorded;
    if (!recorded.ParseFromString(event.payload()))
      return caf::make_error(errc::invalid_message, "not samples");
    auto key = keys_->existing_key({event.tenant(), event.person()});
    if (!key && key.error() == errc::erased)
      return caf::unit;
    if (!key)
      return key.error();
    for (const auto& series : recorded.series())
      if (auto done = add(*key, event, series, tables); !done)
        return done;
    return caf::unit;
  }

  caf::expected<void>
  erase(const person_id& who, projection_tables& tables) override {
    std::array<cell, 1> person{person_number(who)};
    tables.run("DELETE FROM sample_days WHERE person = ?", person);
    tables.run("DELETE FROM sample_metrics WHERE person = ?", person);
    return caf::unit;
  }

private:
  static caf::expected<void>
  add(const seal::data_key& key, const events::Event& event,
      const ingest::Series& series, projection_tables& tables) {
    auto days = days_of(series, event.utc_offset_s());
    if (!days)
      return days.error();
    if (days->empty())
      return caf::unit;
    auto person = person_number({event.tenant(), event.person()});
    auto metric = seal::seal_name(key, series.metric());
    auto source = seal::seal_name(key, series.source());
    auto position = static_cast<int64_t>(event.position());
    day_span all;
    for (const auto& [day, span] : *days) {
      std::array<cell, 8> row{person,        metric.id,   day,
                              position,      source.id,   span.samples,
                              span.first_ms, span.last_ms};
      tables.run(add_day, row);
      auto samples = all.samples + span.samples;
      all.add(span.first_ms);
      all.add(span.last_ms);
      all.samples = samples;
    }
    std::array<cell, 6> row{
      person,      metric.id,    bytes_value{metric.sealed},
      all.samples, all.first_ms, all.last_ms};
    tables.run(add_metric, row);
    return caf::unit;
  }

  std::shared_ptr<seal::keyring> keys_;
};

} // namespace

std::unique_ptr<projection>
make_sample_index(std::shared_ptr<seal::keyring> keys) {
  return std::make_unique<index_projection>(std::move(keys));
}

int64_t person_number(const person_id& who) {
  auto digest
    = sha256_of(byte_writer{}.text(who.tenant).text(who.person).view());
  return byte_reader{digest}.number<int64_t>();
}

} // namespace auren::storage

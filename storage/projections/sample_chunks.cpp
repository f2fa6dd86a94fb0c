#include "storage/projections/sample_chunks.hpp"

#include "storage/failure.hpp"
#include "storage/projections/chunk_writer.hpp"
#include "storage/projections/recorded_samples.hpp"
#include "storage/sealed_rows.hpp"

#include <array>

namespace auren::storage {

namespace {

const std::string name_series
  = "INSERT INTO sample_series (person, metric, source, position, metric_name,"
    " source_name, unit) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (person, metric, source) DO UPDATE SET"
    " position = excluded.position, unit = excluded.unit"
    " WHERE excluded.position > sample_series.position";

/// What was folded of one series and is not in its chunks yet.
struct kept_back {
  std::string unit;
  uint64_t position = 0; ///< Of the event that told the unit.
  fresh_days days;
};

/// Whose series, and which.
struct series_id {
  person_id who;
  std::string metric;
  std::string source;
  friend auto operator<=>(const series_id&, const series_id&) = default;
};

class chunk_projection : public projection {
public:
  explicit chunk_projection(std::shared_ptr<seal::keyring> keys)
    : keys_(std::move(keys)) {}

  std::string_view name() const override {
    return sample_chunks_name;
  }
  uint32_t schema() const override {
    return 1;
  }
  std::vector<table_spec> tables() const override {
    return chunk_table_specs();
  }

  caf::expected<void>
  fold(const events::Event& event, projection_tables&) override {
    if (event.type() != "samples.recorded" || event.payload().empty())
      return caf::unit; // an erased person's payload is empty
    ingest::SamplesRecorded recorded;
    if (!recorded.ParseFromString(event.payload()))
      return caf::make_error(errc::invalid_message, "not samples");
    std::vector<std::vector<chunks::recorded_sample>> all;
    for (const auto& series : recorded.series()) {
      auto some = samples_of(series, event.utc_offset_s(), event.position());
      if (!some)
        return std::move(some.error());
      all.push_back(std::move(*some));
    }
    for (int i = 0; i < recorded.series_size(); ++i)
      keep_back(event, recorded.series(i), all[static_cast<size_t>(i)]);
    return caf::unit;
  }

  bool full() const override {
    constexpr size_t most = 500'000; // about 50 MB
    return held_ > most;
  }

  void settle(projection_tables& tables) override {
    for (auto& [id, kept] : kept_)
      write(tables, id, kept);
    discard();
  }

  void discard() override {
    kept_.clear();
    held_ = 0;
  }

  caf::expected<void>
  erase(const person_id& who, projection_tables& tables) override {
    std::erase_if(kept_, [&](auto& one) { return one.first.who == who; });
    std::array<cell, 1> person{person_number(who)};
    for (auto& spec : chunk_table_specs()) // each has the column
      tables.run("DELETE FROM " + spec.name + " WHERE person = ?", person);
    return caf::unit;
  }

private:
  void keep_back(const events::Event& event, const ingest::Series& series,
                 std::vector<chunks::recorded_sample>& samples) {
    if (samples.empty())
      return;
    auto& kept = kept_[{
      {event.tenant(), event.person()}, series.metric(), series.source()}];
    kept.unit = series.unit();
    kept.position = event.position();
    held_ += samples.size();
    for (auto& sample : samples)
      kept.days[chunks::utc_day_of(sample.id.time_ms)].push_back(
        std::move(sample));
  }

  void write(projection_tables& tables, const series_id& id, kept_back& kept) {
    auto key = keys_->existing_key(id.who);
    if (!key && key.error() == errc::erased)
      return;
    auto place
      = place_of(id.who, value_of(std::move(key)), id.metric, id.source);
    auto sealed = [&](const std::string& text) {
      return bytes_value{seal::seal_name(place.key, text).sealed};
    };
    std::array<cell, 7> row{
      place.person,      place.metric,
      place.source,      static_cast<int64_t>(kept.position),
      sealed(id.metric), sealed(id.source),
      sealed(kept.unit)};
    tables.run(name_series, row);
    chunk_tables series{tables, std::move(place)};
    take(series, std::move(kept.days));
  }

  std::shared_ptr<seal::keyring> keys_;
  std::map<series_id, kept_back> kept_;
  size_t held_ = 0;
};

} // namespace

std::unique_ptr<projection>
make_sample_chunks(std::shared_ptr<seal::keyring> keys) {
  return std::make_unique<chunk_projection>(std::move(keys));
}

} // namespace auren::storage

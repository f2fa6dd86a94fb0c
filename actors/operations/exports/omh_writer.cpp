#include "actors/operations/exports/codes.hpp"
#include "actors/operations/exports/record_writer.hpp"
#include "actors/operations/exports/sample_identity.hpp"
#include "messages/time.hpp"

#include <nlohmann/json.hpp>

namespace auren::operations {

namespace {

using json = nlohmann::ordered_json;

/// Which schema says a sample, and its words.
struct schema {
  std::string space;
  std::string name;
  std::string version;
  std::string field;
  std::string unit;
};

schema schema_of(const exported_sample& one) {
  auto& code = code_table::standard().of(one.series->metric());
  if (!code.omh_schema.empty()
      && (!code.omh_interval || one.what.duration_ms > 0))
    return {"omh", code.omh_schema, code.omh_version, code.omh_field,
            code.omh_unit};
  auto name = one.series->metric();
  std::ranges::replace(name, '_', '-');
  return {"auren", name, "1.0", one.series->metric(), one.series->unit()};
}

json time_frame(const ingest::unpacked& what) {
  auto start = ingest::to_rfc3339(what.time);
  if (what.duration_ms == 0)
    return json::object({{"date_time", start}});
  auto interval
    = json::object({{"start_date_time", start},
                    {"end_date_time", ingest::to_rfc3339(end_of(what))}});
  return json::object({{"time_interval", std::move(interval)}});
}

/// One data point per line: a header of header-1.2 and a body of the schema
/// that it names (Open mHealth, on which IEEE 1752.1 builds).
class omh_writer : public sample_writer {
public:
  omh_writer(const std::filesystem::path& folder, const export_subject& who)
    : file_(folder, "data-points.ndjson"), who_(who) {
    // nop
  }

  void take(const events::Event& event) override {
    created_ = time::format(event.recorded_at_us() / 1000);
    sample_writer::take(event);
  }

  std::vector<written_file> finish() override {
    return {close(file_, rows_)};
  }

protected:
  void sample(const exported_sample& one) override {
    auto what = schema_of(one);
    if (what.space != "omh")
      ++missing_.local_codes[one.series->metric()];
    auto point = json::object({{"header", header(one, what)}});
    auto& body = point["body"] = json::object();
    body[what.field]
      = json::object({{"value", one.what.value}, {"unit", what.unit}});
    body["effective_time_frame"] = time_frame(one.what);
    file_.write(point.dump(-1, ' ', false, json::error_handler_t::replace)
                + '\n');
    ++rows_;
  }

private:
  json header(const exported_sample& one, const schema& what) const {
    auto provenance = json::object({{"source_name", one.series->source()}});
    if (!one.what.external_id.empty())
      provenance["source_data_point_id"] = std::string{one.what.external_id};
    auto name = json::object({{"namespace", what.space},
                              {"name", what.name},
                              {"version", what.version}});
    return json::object({{"id", identity_of(one, who_.person)},
                         {"creation_date_time", created_},
                         {"schema_id", std::move(name)},
                         {"acquisition_provenance", std::move(provenance)},
                         {"user_id", who_.person}});
  }

  export_file file_;
  export_subject who_;
  std::string created_;
  uint64_t rows_ = 0;
};

} // namespace

std::unique_ptr<record_writer>
make_omh_writer(const std::filesystem::path& folder,
                const export_subject& who) {
  return std::make_unique<omh_writer>(folder, who);
}

} // namespace auren::operations

#include "actors/operations/exports/codes.hpp"
#include "actors/operations/exports/record_writer.hpp"
#include "actors/operations/exports/sample_identity.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <nlohmann/json.hpp>

namespace auren::operations {

namespace {

using json = nlohmann::ordered_json;

constexpr auto own_metrics = "urn:auren:metric";
constexpr auto own_entries = "urn:auren:journal";
constexpr auto own_ids = "urn:auren:external-id";

/// HL7's categories, as far as ours are the same.
const char* category_of(const std::string& group) {
  if (group == "heart" || group == "body")
    return "vital-signs";
  return group == "activity" || group == "sleep" ? "activity" : "survey";
}

json coding(const char* system, const std::string& code) {
  return json::object({{"system", system}, {"code", code}});
}

json named(const metric_code& code) {
  auto out = coding("http://loinc.org", code.loinc);
  out["display"] = code.loinc_name;
  return out;
}

/// A CodeableConcept of `codings`.
json concept_of(json codings) {
  return json::object({{"coding", std::move(codings)}});
}

json category(const char* code) {
  return json::array({concept_of(json::array({coding(
    "http://terminology.hl7.org/CodeSystem/observation-category", code)}))});
}

/// One resource per line, as FHIR's bulk data has it: Patient.ndjson and
/// Observation.ndjson (FHIR R4, 4.0.1).
class fhir_writer : public sample_writer {
public:
  fhir_writer(const std::filesystem::path& folder, const export_subject& who)
    : patients_(folder, "Patient.ndjson"),
      observations_(folder, "Observation.ndjson"), who_(who),
      subject_(json::object({{"reference", "Patient/" + who.person}})) {
    auto patient
      = json::object({{"resourceType", "Patient"}, {"id", who.person}});
    patients_.write(patient.dump() + '\n');
  }

  std::vector<written_file> finish() override {
    return {close(patients_, 1), close(observations_, rows_)};
  }

protected:
  void sample(const exported_sample& one) override {
    auto& metric = one.series->metric();
    auto about = who_.metrics->describe(metric);
    auto& code = code_table::standard().of(metric);
    json codings = json::array();
    if (code.loinc.empty())
      ++missing_.local_codes[metric];
    else
      codings.push_back(named(code));
    codings.push_back(coding(own_metrics, metric));
    auto out = begin(identity_of(one, who_.person), one.position,
                     category_of(about ? about->group : ""));
    out["code"] = concept_of(std::move(codings));
    out["code"]["text"] = about ? about->label : metric;
    out["subject"] = subject_;
    when(out, one.what);
    out["valueQuantity"] = json::object(
      {{"value", one.what.value},
       {"unit", one.series->unit()},
       {"system", "http://unitsofmeasure.org"},
       {"code", code_table::standard().ucum(one.series->unit())}});
    if (!one.what.external_id.empty())
      out["identifier"] = json::array({json::object(
        {{"system", own_ids}, {"value", std::string{one.what.external_id}}})});
    if (!one.series->source().empty())
      out["device"] = json::object({{"display", one.series->source()}});
    say(out);
  }

  bool entry(const ingest::JournalRecorded& said,
             const events::Event& event) override {
    auto out = begin(ids::dashed(event.event_id()), event.position(), "survey");
    out["code"] = concept_of(json::array({coding(own_entries, said.type())}));
    out["code"]["text"] = said.type();
    out["subject"] = subject_;
    out["effectiveDateTime"]
      = time::format(said.time_ms(), said.utc_offset_s());
    out["valueString"] = said.data_json();
    say(out);
    return true;
  }

private:
  static json begin(std::string id, uint64_t position, const char* kind) {
    return json::object(
      {{"resourceType", "Observation"},
       {"id", std::move(id)},
       {"meta", json::object({{"versionId", std::to_string(position)}})},
       {"status", "final"},
       {"category", category(kind)}});
  }

  static void when(json& out, const ingest::unpacked& what) {
    auto start = ingest::to_rfc3339(what.time);
    if (what.duration_ms == 0)
      out["effectiveDateTime"] = start;
    else
      out["effectivePeriod"] = json::object(
        {{"start", start}, {"end", ingest::to_rfc3339(end_of(what))}});
  }

  void say(const json& resource) {
    observations_.write(
      resource.dump(-1, ' ', false, json::error_handler_t::replace) + '\n');
    ++rows_;
  }

  export_file patients_;
  export_file observations_;
  export_subject who_;
  json subject_;
  uint64_t rows_ = 0;
};

} // namespace

std::unique_ptr<record_writer>
make_fhir_writer(const std::filesystem::path& folder,
                 const export_subject& who) {
  return std::make_unique<fhir_writer>(folder, who);
}

} // namespace auren::operations

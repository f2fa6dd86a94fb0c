#include "actors/operations/exports/codes.hpp"
#include "tests/actors/operations/folder.hpp"

#include <set>

using namespace auren;
using namespace auren::test;
using enum operations::export_format;
using nlohmann::json;

TEST_SUITE_BEGIN("operations.standards");

TEST_CASE("every code is of a metric and a unit of the catalogue") {
  auto& metrics = ingest::catalogue::standard();
  auto& codes = operations::code_table::standard();
  std::set<std::string> own{"count", "score", "bool", "level", "drinks", "au"};
  std::set<std::string> loinc;
  size_t known = 0;
  for (auto& metric : metrics.metrics()) {
    // What only we count has braces around it in UCUM; all else has a code.
    if (codes.ucum(metric.unit) == '{' + metric.unit + '}')
      CHECK_MESSAGE(own.contains(metric.unit), metric.unit);
    auto& code = codes.of(metric.name);
    if (code.loinc.empty() && code.omh_schema.empty())
      continue;
    ++known;
    if (!code.loinc.empty())
      CHECK_MESSAGE(loinc.insert(code.loinc).second, metric.name);
  }
  CHECK_EQ(known, 17u); // all of conf/codes.json: none is misspelt
  CHECK_EQ(codes.ucum("bpm"), "/min");
  CHECK_EQ(codes.ucum("nonsense"), "{nonsense}");
  CHECK(codes.of("nonsense").loinc.empty());
}

TEST_CASE("LOINC's codes have its check digit") {
  // Mod 10, as Regenstrief describes it (LOINC Users' Guide, appendix).
  auto& codes = operations::code_table::standard();
  for (auto& metric : ingest::catalogue::standard().metrics()) {
    auto& code = codes.of(metric.name).loinc;
    if (code.empty())
      continue;
    auto dash = code.find('-');
    int sum = 0;
    for (size_t i = 0; i < dash; ++i) {
      int digit = code[dash - 1 - i] - '0';
      int twice = digit * 2;
      sum += i % 2 == 0 ? twice / 10 + twice % 10 : digit;
    }
    CHECK_MESSAGE((10 - sum % 10) % 10 == code[dash + 1] - '0', code);
  }
}

TEST_CASE("a sample is a FHIR Observation") {
  export_folder into;
  export_all(fhir, into,
             {exported_event(7, "samples.recorded", some_samples())});
  auto found = into.lines("Observation.ndjson");
  REQUIRE_EQ(found.size(), 4u);
  auto& pulse = found[0];
  CHECK_EQ(pulse["resourceType"], "Observation");
  CHECK_EQ(pulse["status"], "final");
  CHECK_EQ(pulse["meta"]["versionId"], "7");
  CHECK_EQ(pulse["code"]["coding"][0], json({{"system", "http://loinc.org"},
                                             {"code", "8867-4"},
                                             {"display", "Heart rate"}}));
  CHECK_EQ(pulse["category"][0]["coding"][0]["code"], "vital-signs");
  CHECK_EQ(pulse["subject"]["reference"], "Patient/me");
  CHECK_EQ(pulse["effectiveDateTime"], "2023-11-14T23:13:20.250+01:00");
  CHECK_EQ(pulse["valueQuantity"],
           json({{"value", 61.5},
                 {"unit", "bpm"},
                 {"system", "http://unitsofmeasure.org"},
                 {"code", "/min"}}));
  CHECK_EQ(pulse["identifier"][0]["value"], "id1");
  CHECK_EQ(pulse["device"]["display"], "watch, \"old\"");
  CHECK_EQ(found[2]["effectivePeriod"],
           json({{"start", "2023-11-14T22:13:20Z"},
                 {"end", "2023-11-15T05:28:20.500Z"}}));
  CHECK_EQ(found[3]["code"]["coding"].size(), 1u); // RMSSD: no code in LOINC
  CHECK_EQ(into.lines("Patient.ndjson")[0]["id"], "me");
}

TEST_CASE("a corrected sample keeps its id") {
  export_folder into;
  auto batch = some_samples();
  auto corrected = batch;
  corrected.mutable_series(0)->set_value(0, 99);
  export_all(fhir, into,
             {exported_event(7, "samples.recorded", batch),
              exported_event(8, "samples.recorded", corrected)});
  auto found = into.lines("Observation.ndjson");
  REQUIRE_EQ(found.size(), 8u);
  CHECK_EQ(found[0]["id"], found[4]["id"]);
  CHECK_NE(found[0]["id"], found[1]["id"]);
  CHECK_EQ(found[4]["meta"]["versionId"], "8");
  CHECK_EQ(found[4]["valueQuantity"]["value"], 99);
}

TEST_CASE("a sample is an Open mHealth data point") {
  export_folder into;
  auto result = export_all(
    ieee1752, into, {exported_event(7, "samples.recorded", some_samples())});
  auto found = into.lines("data-points.ndjson");
  REQUIRE_EQ(found.size(), 4u);
  CHECK_EQ(
    found[0]["header"]["schema_id"],
    json({{"namespace", "omh"}, {"name", "heart-rate"}, {"version", "2.0"}}));
  CHECK_EQ(found[0]["header"]["acquisition_provenance"]["source_data_point_id"],
           "id1");
  CHECK_EQ(found[0]["body"],
           json({{"heart_rate", {{"value", 61.5}, {"unit", "beats/min"}}},
                 {"effective_time_frame",
                  {{"date_time", "2023-11-14T23:13:20.250+01:00"}}}}));
  CHECK_EQ(found[2]["header"]["schema_id"]["name"], "total-sleep-time");
  CHECK_EQ(
    found[2]["body"]["effective_time_frame"]["time_interval"]["end_date_time"],
    "2023-11-15T05:28:20.500Z");
  CHECK_EQ(found[3]["header"]["schema_id"]["namespace"], "auren");
  CHECK_EQ(result.missing.local_codes.at("hrv_rmssd"), 1u);
}

TEST_SUITE_END();

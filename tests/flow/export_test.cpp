#include "actors/node/tree.hpp"
#include "messages/event_line.hpp"
#include "messages/time.hpp"
#include "tests/flow/command.hpp"
#include "tests/flow/running_node.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace auren;
using test::run;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;
const std::string fixtures = "tests/actors/ingest/fixtures/";

/// Runs a command on the data folder `data`.
test::ran on(const std::string& data, std::vector<std::string> words) {
  words.insert(words.end(), {"--data", data, "--node.log_level", "error"});
  return run(std::move(words));
}

std::string text_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// 90 days in which alcohol lowers the next morning's variability.
void write_life(const std::string& file) {
  std::ofstream out{file};
  out << "timestamp,metric,value,unit,source\n";
  double before = 0;
  for (int day = 0; day < 90; ++day) {
    auto noise = std::sin(day * 12.9898) * 43758.5453;
    noise -= std::floor(noise);
    double drinks = (day * 7 % 5) < 2 ? 2 : 0;
    auto date = 1'735'700'000'000 + day * 86'400'000ll;
    out << time::format(date, 3600) << ",alcohol," << drinks << ",drinks,app\n"
        << time::format(date + 40'000'000, 3600) << ",hrv_rmssd,"
        << 60 - 8 * before + 6 * noise << ",ms,ring\n"
        << time::format(date + 40'000'000, 3600) << ",steps,"
        << 8000 + std::floor(3000 * noise) << ",count,phone\n";
    before = drinks;
  }
}

/// What a folder's projections, memories and hypotheses are.
struct picture {
  std::string samples;
  std::string memories;
  std::string hypotheses;
  size_t predictions = 0;
  bool operator==(const picture&) const = default;
};

template <class Reply, class Question>
Reply ask(node::app& node, Question question) {
  question.mutable_context()->set_tenant("home");
  question.mutable_context()->set_person("me");
  Reply result;
  caf::scoped_actor self{node.system()};
  self->request(node.at<people::people_actor>(node::path::door), 30s, question)
    .receive([&](Reply& reply) { result = std::move(reply); },
             [&](const caf::error& why) { FAIL(render(why)); });
  return result;
}

/// Every value of every metric, raw and by day, as the tiers tell it.
std::string samples_of(node::app& node) {
  std::string all;
  auto known = ask<memory::Metrics>(node, memory::ListMetrics{});
  for (auto& metric : known.metrics())
    for (auto resolution : {"raw", "day"}) {
      memory::ReadRange question;
      question.set_metric(metric.metric());
      question.set_resolution(resolution);
      question.set_limit(100'000);
      all += json::write(ask<memory::Range>(node, question)) + '\n';
    }
  return all;
}

/// All memories; what they score differs with the time of asking.
std::string memories_of(node::app& node) {
  memory::Recall question;
  question.set_limit(1000);
  auto found = ask<memory::Recalled>(node, question);
  std::string all;
  for (auto& hit : found.hits())
    all += json::write(hit.memory()) + '\n';
  return all;
}

picture look_at(const std::string& data) {
  node::config settings;
  settings.node.data = data;
  settings.node.log_level = "error";
  picture seen;
  auto node = node::app::start(settings);
  REQUIRE(node);
  auto found
    = ask<hypotheses::Hypotheses>(**node, hypotheses::ListHypotheses{});
  seen.predictions = static_cast<size_t>(found.hypotheses_size());
  seen.hypotheses = json::write(found);
  seen.samples = samples_of(**node);
  seen.memories = memories_of(**node);
  REQUIRE((*node)->stop());
  return seen;
}

/// A life with samples, journal, memories, findings and answers.
struct lived {
  test::scratch folder;
  std::string data = folder.path();

  lived() {
    test::scratch files;
    write_life(files.path() + "/life.csv");
    REQUIRE_EQ(on(data, {"import", files.path() + "/life.csv"}).err, "");
    REQUIRE_EQ(on(data, {"import", fixtures + "whoop"}).err, "");
    node::config settings;
    settings.node.data = data;
    settings.node.log_level = "error";
    auto node = node::app::start(settings);
    REQUIRE(node);
    memory::StoreMemory note;
    note.mutable_memory()->set_text("Coffee keeps me awake");
    auto stored = ask<memory::Memory>(**node, note);
    memory::ReviseMemory change;
    change.set_memory_id(stored.memory_id());
    change.mutable_memory()->set_text("Tea keeps me awake");
    ask<memory::Memory>(**node, change);
    agents::AskAgents question;
    question.set_question("How did I sleep?");
    ask<agents::Answer>(**node, question);
    REQUIRE((*node)->stop());
    node->reset();
    look_at(data); // what was under way is told by now
  }
};

} // namespace

TEST_SUITE_BEGIN("flow.export");

TEST_CASE("a record told to an empty node is the same life") {
  lived source;
  test::scratch out, target;
  auto exported = on(
    source.data, {"export", "--format", "ndjson", "--json", out.path() + "/x"});
  REQUIRE_EQ(exported.err, "");
  auto before = look_at(source.data);
  CHECK_GT(before.predictions, 0u);
  CHECK_GT(before.samples.size(), 10'000u);
  CHECK_NE(before.memories.find("Tea keeps me awake"), std::string::npos);
  auto record = out.path() + "/x/record.ndjson";
  auto told = on(target.path(), {"import", "--json", record});
  CHECK_EQ(told.err, "");
  CHECK_EQ(told.code, 0);
  auto events = nlohmann::json::parse(exported.out)["events"];
  CHECK_EQ(nlohmann::json::parse(told.out)["accepted"], events);
  auto after = look_at(target.path());
  CHECK_EQ(after.samples, before.samples);
  CHECK_EQ(after.memories, before.memories);
  CHECK_EQ(after.hypotheses, before.hypotheses);
  // Told again, nothing is added, and the record is whole.
  auto again = on(target.path(), {"import", "--json", record});
  CHECK_EQ(nlohmann::json::parse(again.out)["accepted"], 0);
  CHECK_EQ(nlohmann::json::parse(again.out)["duplicates"], events);
  CHECK_EQ(on(target.path(), {"verify"}).code, 0);
  // And for somebody else it is another person's.
  CHECK_EQ(on(target.path(), {"import", record, "--user", "ada"}).code, 0);
  CHECK_EQ(on(target.path(), {"verify"}).code, 0);
}

TEST_CASE("a CSV told to an empty node gives the same samples") {
  lived source;
  test::scratch out, target;
  REQUIRE_EQ(
    on(source.data, {"export", "--format", "csv", out.path() + "/x"}).err, "");
  auto told = on(target.path(), {"import", out.path() + "/x"});
  CHECK_EQ(told.err, "");
  auto before = look_at(source.data);
  auto after = look_at(target.path());
  CHECK_EQ(after.samples, before.samples);
  CHECK_NE(after.memories, before.memories); // a CSV has samples only
}

TEST_CASE("two lives are never merged") {
  lived source;
  test::scratch out, target;
  REQUIRE_EQ(
    on(source.data, {"export", "--format", "ndjson", out.path() + "/x"}).err,
    "");
  REQUIRE_EQ(on(target.path(), {"import", fixtures + "long.csv"}).err, "");
  auto before = look_at(target.path());
  auto told = on(target.path(), {"import", out.path() + "/x/record.ndjson"});
  CHECK_EQ(told.code, node::unreachable);
  CHECK_NE(told.err.find("never merged"), std::string::npos);
  CHECK_EQ(look_at(target.path()), before);
}

TEST_CASE("every format is written, whole, by folder and by node") {
  lived source;
  test::running_node node;
  test::scratch out;
  node.stop();
  fs::remove_all(node.folder.path());
  fs::copy(source.data, node.folder.path());
  fs::remove(node.folder.path() + "/lock");
  node.start();
  for (std::string format : {"ndjson", "csv", "parquet", "fhir", "ieee1752"}) {
    CAPTURE(format);
    auto here = out.path() + "/here-" + format;
    auto there = out.path() + "/there-" + format;
    auto by_folder = on(source.data, {"export", "--format", format, here});
    auto by_node
      = on(node.folder.path(), {"export", "--format", format, there});
    CHECK_EQ(by_folder.err, "");
    CHECK_EQ(by_node.err, "");
    CHECK_EQ(by_node.code, 0);
    auto manifest = nlohmann::json::parse(text_of(here + "/manifest.json"));
    auto remote = nlohmann::json::parse(text_of(there + "/manifest.json"));
    for (size_t i = 0; i < manifest["files"].size(); ++i) {
      auto& file = manifest["files"][i];
      CHECK_GT(file["rows"], 0);
      CHECK_EQ(fs::file_size(here + '/' + file["name"].get<std::string>()),
               file["bytes"]);
      CHECK_EQ(remote["files"][i]["rows"], file["rows"]);
      if (format != "ndjson") // which says when it was written
        CHECK_EQ(remote["files"][i]["sha256"], file["sha256"]);
    }
    auto again = on(source.data, {"export", "--format", format, here});
    CHECK_EQ(again.code, node::unreachable);
    CHECK_NE(again.err.find("name another folder"), std::string::npos);
  }
}

TEST_CASE("the API streams a record, and goes on behind a position") {
  test::running_node node;
  for (int i = 0; i < 300; ++i)
    REQUIRE_EQ(node
                 .post("/api/v1/events",
                       {{"type", "note"},
                        {"time", "2026-03-01T10:00:00Z"},
                        {"data", {{"text", std::string(20'000, 'n')}}}})
                 .first,
               201);
  auto read = [&](const std::string& query) {
    auto reply = node.http->Get(("/api/v1/export" + query).c_str());
    REQUIRE(reply);
    CHECK_EQ(reply->status, 200);
    CHECK_EQ(reply->get_header_value("Content-Type"), "application/x-ndjson");
    std::vector<exports::Line> lines;
    std::istringstream in{reply->body};
    for (std::string line; std::getline(in, line);) {
      auto said = exports::parse_line(line);
      REQUIRE(said);
      lines.push_back(*said);
    }
    return lines;
  };
  auto all = read("");
  REQUIRE_EQ(all.size(), 302u);
  CHECK(all.front().has_header());
  CHECK_EQ(all.back().end().events(), 300u);
  auto rest = read("?after=" + std::to_string(all[150].event().position()));
  CHECK_EQ(rest.back().end().events(), 150u);
  CHECK_EQ(rest[1].SerializeAsString(), all[151].SerializeAsString());
  CHECK_EQ(node.get("/api/v1/export?format=fhir").first, 422);
  CHECK_EQ(node.get("/api/v1/export?after=x").first, 400);
}

TEST_CASE("an export that cannot be made says why in one line") {
  test::scratch folder, out;
  CHECK_EQ(on(folder.path(), {"export", "--format", "xml", out.path()}).code,
           node::usage);
  CHECK_EQ(on(folder.path(), {"export", out.path()}).code, node::usage);
  auto nowhere
    = on(folder.path(), {"export", "--format", "csv", "/proc/none/x"});
  CHECK_EQ(nowhere.code, node::unreachable);
  CHECK_EQ(std::ranges::count(nowhere.err, '\n'), 1);
  test::running_node node;
  auto other = on(node.folder.path(), {"export", "--format", "csv", "--user",
                                       "ada", out.path() + "/x"});
  CHECK_EQ(other.code, node::unreachable);
  CHECK_NE(other.err.find("knows the user me only"), std::string::npos);
  CHECK_FALSE(fs::exists(out.path() + "/x"));
}

TEST_SUITE_END();

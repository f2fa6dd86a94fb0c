#include "actors/operations/exports/parquet_file.hpp"
#include "actors/operations/exports/thrift.hpp"
#include "tests/actors/operations/folder.hpp"

#include <cmath>
#include <random>

using namespace auren;
using namespace auren::test;
using nlohmann::json;
using operations::parquet_file;
using enum operations::parquet_type;

namespace {

constexpr int no_reader = 77;

/// What a program that is not ours reads in a Parquet file; nothing when
/// there is none.
std::optional<std::vector<json>> read_back(const std::filesystem::path& file) {
  auto command = "node tests/browser/support/read_parquet.mjs " + file.string();
  auto* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  char piece[65536];
  while (auto n = std::fread(piece, 1, sizeof piece, pipe))
    text.append(piece, n);
  auto status = ::pclose(pipe);
  if (WIFEXITED(status) && WEXITSTATUS(status) == no_reader) {
    MESSAGE("SKIP: no reader of Parquet: npm ci in tests/browser, or "
            "AUREN_DUCKDB");
    return std::nullopt;
  }
  REQUIRE_EQ(status, 0);
  std::vector<json> rows;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);)
    rows.push_back(json::parse(line));
  return rows;
}

struct made_folder : export_folder {
  made_folder() {
    std::filesystem::create_directories(path);
  }
};

std::vector<operations::parquet_column> columns() {
  return {{"time", instant},
          {"n", whole, true},
          {"value", number},
          {"text", text, true}};
}

} // namespace

TEST_SUITE_BEGIN("operations.parquet");

TEST_CASE("Thrift's compact protocol is written byte by byte") {
  operations::thrift_writer out;
  out.i32(1, -1).i64(3, 300).text(20, "ab").numbers(21, {0, 1});
  out.open(22).end().end();
  CHECK_EQ(ids::hex(out.take()), "1501"
                                 "26d804"
                                 "0828026162"
                                 "19250002"
                                 "1c00"
                                 "00");
}

TEST_CASE("another program reads every row as it was written") {
  made_folder into;
  std::mt19937_64 random{5};
  constexpr int rows = 150'000; // three groups
  std::vector<json> expected;
  {
    parquet_file out{into.path, "t.parquet", columns()};
    for (int i = 0; i < rows; ++i) {
      auto time = static_cast<int64_t>(random() % 4'000'000'000'000);
      auto value = static_cast<double>(static_cast<int64_t>(random())) / 7;
      json row{
        {"time", time}, {"n", nullptr}, {"value", value}, {"text", nullptr}};
      out.whole(time);
      if (auto n = static_cast<int32_t>(random()); random() % 3 != 0) {
        out.whole(n);
        row["n"] = n;
      } else {
        out.absent();
      }
      out.number(value);
      if (random() % 2 == 0) {
        auto word = "\xE2\x82\xAC" + std::to_string(random() % 100);
        out.text(word);
        row["text"] = word;
      } else {
        out.absent();
      }
      out.end_row();
      expected.push_back(std::move(row));
    }
    out.finish();
    out.file().commit();
  }
  auto found = read_back(into.path / "t.parquet");
  if (!found)
    return;
  REQUIRE_EQ(found->size(), expected.size());
  size_t wrong = 0;
  for (size_t i = 0; i < expected.size(); ++i)
    wrong += (*found)[i] != expected[i];
  CHECK_EQ(wrong, 0u);
}

TEST_CASE("numbers that are none, empty texts and no rows are read, too") {
  made_folder into;
  parquet_file out{into.path, "t.parquet", columns()};
  for (double value :
       std::vector<double>{NAN, INFINITY, -INFINITY, -0.0, 5e-324}) {
    out.whole(-1).absent().number(value).text("").end_row();
  }
  out.finish();
  out.file().commit();
  parquet_file none{into.path, "none.parquet", columns()};
  none.finish();
  none.file().commit();
  auto found = read_back(into.path / "t.parquet");
  if (!found)
    return;
  REQUIRE_EQ(found->size(), 5u);
  std::vector<json> values;
  for (auto& row : *found) {
    CHECK_EQ(row["time"], -1);
    CHECK_EQ(row["n"], nullptr);
    CHECK_EQ(row["text"], "");
    values.push_back(row["value"]);
  }
  CHECK_EQ(values,
           std::vector<json>{"NaN", "Infinity", "-Infinity", "-0", 5e-324});
  CHECK(read_back(into.path / "none.parquet")->empty());
}

TEST_CASE("an exported record is a table for other programs") {
  made_folder into;
  std::filesystem::remove(into.path);
  export_all(operations::export_format::parquet, into,
             {exported_event(7, "samples.recorded", some_samples())});
  auto found = read_back(into.path / "samples.parquet");
  if (!found)
    return;
  REQUIRE_EQ(found->size(), 4u);
  CHECK_EQ((*found)[0], json({{"position", 7},
                              {"time", 1'700'000'000'250},
                              {"utc_offset_s", 3600},
                              {"metric", "heart_rate"},
                              {"value", 61.5},
                              {"unit", "bpm"},
                              {"source", "watch, \"old\""},
                              {"duration_ms", nullptr},
                              {"external_id", "id1"}}));
  CHECK_EQ((*found)[2]["duration_ms"], 26'100'500);
  CHECK_EQ((*found)[3]["utc_offset_s"], nullptr);
}

TEST_CASE("a row with too few or too many values is a mistake") {
  made_folder into;
  parquet_file out{into.path, "t.parquet", columns()};
  out.whole(1);
  CHECK_THROWS(out.end_row());
}

TEST_SUITE_END();

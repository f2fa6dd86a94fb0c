#include "tests/actors/ingest/support.hpp"
#include "tests/actors/ingest/zip_writer.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::ingest;
using namespace auren::ingest::test;

TEST_SUITE_BEGIN("ingest.archive");

namespace {

const char* const whoop_files[] = {"physiological_cycles.csv", "sleeps.csv",
                                   "workouts.csv", "journal_entries.csv"};

std::filesystem::path whoop_zip(const scratch& folder) {
  auto path = folder.path / "export.zip";
  zip_writer zip{path};
  for (auto* name : whoop_files)
    zip.add(name, content(fixture("whoop") / name));
  zip.add("readme.txt", "hello");
  return path;
}

refusal import(const std::filesystem::path& path) {
  collector sink;
  auto result = read_import(path, options(), sink);
  CHECK(sink.count == 0);
  return result.fault;
}

const std::string csv = "timestamp,metric,value,unit\n";

} // namespace

TEST_CASE("a zip gives what its files give") {
  scratch folder;
  collector plain, zipped;
  read_import(fixture("whoop"), options(), plain);
  auto result = read_import(whoop_zip(folder), options(), zipped);
  CHECK_FALSE(result.fault);
  CHECK(result.files == 4);
  CHECK(result.kind == "whoop");
  CHECK(zipped.samples == plain.samples);
  CHECK(zipped.entries == plain.entries);
  CHECK(zipped.skipped["other_file"] == 1);
  CHECK(zipped.position.bytes_done == zipped.position.bytes_total);
}

TEST_CASE("an Apple export zip is read whatever its files are called") {
  scratch folder;
  auto path = folder.path / "导出.zip";
  {
    zip_writer zip{path};
    zip.add("apple_health_export/导出.xml", content(fixture("export.xml")));
    zip.add("apple_health_export/export_cda.xml", "<ClinicalDocument/>");
    zip.add("apple_health_export/workout-routes/r.gpx", "<?xml?><gpx></gpx>");
    zip.add("apple_health_export/electrocardiograms/ecg_1.csv",
            "Name,x\nClassification,y\nSample Rate,512\n\n1\n2\n");
  }
  collector sink;
  auto result = read_import(path, options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(result.kind == "apple_health");
  CHECK(sink.count == 29);
  CHECK(sink.skipped["clinical_document"] == 1);
  CHECK(sink.skipped["route"] == 1);
  CHECK(sink.skipped["electrocardiogram"] == 1);
}

TEST_CASE("a zip in a zip is read and a third one is not") {
  scratch folder;
  auto inner = whoop_zip(folder);
  auto middle = folder.path / "middle.zip";
  zip_writer{middle}.add("export.zip", content(inner));
  collector sink;
  CHECK_FALSE(read_import(middle, options(), sink).fault);
  collector plain;
  read_import(inner, options(), plain);
  CHECK(sink.samples == plain.samples);
  auto outer = folder.path / "outer.zip";
  zip_writer{outer}.add("middle.zip", content(middle));
  CHECK(import(outer).code == errc::unsupported_type);
}

TEST_CASE("a folder is read with the zips and folders in it") {
  scratch folder;
  whoop_zip(folder);
  folder.write("deeper/apple/export.xml", content(fixture("export.xml")));
  collector sink;
  auto result = read_import(folder.path, options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(result.files == 5);
  CHECK(sink.count > 100);
  CHECK(sink.position.bytes_done == sink.position.bytes_total);
}

TEST_CASE("links in a folder are not followed") {
  scratch folder, elsewhere;
  auto file = elsewhere.write("x.csv", content(fixture("long.csv")));
  std::filesystem::create_symlink(file, folder.path / "link.csv");
  std::filesystem::create_directory_symlink(folder.path, folder.path / "loop");
  CHECK(import(folder.path).code == errc::unsupported_type);
}

TEST_CASE("paths that lead out of an archive are refused") {
  for (auto* name : {"../x.csv", "a/../../x.csv", "/etc/x.csv", "a/..",
                     "..\\x.csv", "C:\\x.csv"}) {
    CAPTURE(name);
    scratch folder;
    auto path = folder.path / "x.zip";
    {
      zip_writer zip{path};
      zip.add("good.csv", content(fixture("long.csv")));
      zip.add(name, csv);
    }
    CHECK(import(path).code == errc::refused);
  }
}

TEST_CASE("links and encrypted and repeated entries are refused") {
  scratch folder;
  auto path = folder.path / "x.zip";
  {
    zip_writer zip{path};
    zip.add("good.csv", content(fixture("long.csv")));
    zip.link("link.csv", "/etc/passwd");
  }
  CHECK(import(path).code == errc::refused);
  {
    zip_writer zip{path};
    zip.add("a.csv", content(fixture("long.csv")));
    zip.add("a.csv", csv);
  }
  CHECK(import(path).code == errc::refused);
  zip_writer{path, "secret"}.add("a.csv", content(fixture("long.csv")));
  CHECK(import(path).code == errc::refused);
}

TEST_CASE("a bomb is refused before it is unpacked") {
  scratch folder;
  auto path = folder.path / "bomb.zip";
  zip_writer{path}.add("bomb.csv", std::string(1 << 20, '0'), 100);
  REQUIRE(std::filesystem::file_size(path) < (1 << 20));
  CHECK(import(path).code == errc::refused);
}

TEST_CASE("a bomb inside a zip is stopped by what comes out") {
  scratch folder;
  auto inner = folder.path / "inner.zip";
  zip_writer{inner}.add("bomb.csv",
                        csv + '"' + std::string(1 << 19, 'x') + "\"\n", 140);
  auto outer = folder.path / "outer.zip";
  zip_writer{outer}.add("inner.zip", content(inner));
  CHECK(import(outer).code == errc::refused);
}

TEST_CASE("too many entries are refused") {
  scratch folder;
  auto path = folder.path / "many.zip";
  {
    zip_writer zip{path};
    for (int i = 0; i < 30; ++i)
      zip.add(std::to_string(i), "");
  }
  uint64_t unpacked = 0;
  archive_limits limits;
  limits.entries = 29;
  CHECK(inspect_archive(path, limits, unpacked).code == errc::refused);
  limits.entries = 30;
  CHECK_FALSE(inspect_archive(path, limits, unpacked));
}

TEST_CASE("a damaged archive is refused and never crashes") {
  scratch folder;
  auto bytes = content(whoop_zip(folder));
  for (size_t size = 4; size < bytes.size(); size += 97) {
    collector sink;
    auto path = folder.write("cut.zip", bytes.substr(0, size));
    CHECK(read_import(path, options(), sink).fault);
  }
  for (size_t at = 0; at < bytes.size(); at += 13) {
    auto flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
    collector sink;
    read_import(folder.write("flipped.zip", flipped), options(), sink);
  }
}

TEST_SUITE_END();

#include "actors/ingest/read_import.hpp"
#include "actors/node/bench/bench.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace auren::node::bench {

namespace {

class counting : public ingest::sample_sink {
public:
  bool take(ingest::import_batch&& batch) override {
    samples += batch.samples;
    return true;
  }
  bool progress(const ingest::import_position&) override {
    return true;
  }
  uint64_t samples = 0;
};

void generate(const std::string& path, uint64_t bytes) {
  std::ofstream out{path};
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData "
         "locale=\"en_GB\">\n <ExportDate value=\"2026-03-01 12:00:00 "
         "+0100\"/>\n";
  for (int64_t i = 0; static_cast<uint64_t>(out.tellp()) < bytes; ++i) {
    auto at = time::format(1'600'000'000'000 + i * 5000, 3600);
    auto when = at.substr(0, 10) + ' ' + at.substr(11, 8) + " +0100";
    out << fmt::format(
      " <Record type=\"HKQuantityTypeIdentifierHeartRate\" "
      "sourceName=\"Watch\" sourceVersion=\"10.3\" device=\"&lt;&lt;HKDevice: "
      "0x2&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, "
      "hardware:Watch6,1, software:10.3&gt;\" unit=\"count/min\" "
      "creationDate=\"{0}\" startDate=\"{0}\" endDate=\"{0}\" "
      "value=\"{1}\"/>\n",
      when, 55 + i % 40);
  }
  out << "</HealthData>\n";
}

/// What a child process found: records, seconds, peak memory in MiB.
struct measured {
  double records = 0;
  double seconds = 0;
  double mib = 0;
};

measured read_in_child(const std::string& path) {
  int ends[2];
  if (::pipe(ends) != 0)
    throw std::runtime_error{"no pipe"};
  auto child = ::fork();
  if (child == 0) {
    counting sink;
    ingest::import_options options;
    options.now_ms = time::now_ms();
    auto start = std::chrono::steady_clock::now();
    auto result = ingest::read_import(path, options, sink);
    auto spent = std::chrono::steady_clock::now() - start;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    measured out{static_cast<double>(result.records),
                 std::chrono::duration<double>(spent).count(),
                 static_cast<double>(used.ru_maxrss) / 1024};
    auto written = ::write(ends[1], &out, sizeof out);
    ::_exit(written == sizeof out ? 0 : 1);
  }
  measured in;
  auto n = ::read(ends[0], &in, sizeof in);
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
  if (n != sizeof in)
    throw std::runtime_error{"the reading process failed"};
  return in;
}

} // namespace

std::vector<figure> apple_health() {
  workplace here;
  auto path = here.path() + "/export.xml";
  generate(path, 1ull << 30);
  auto found = read_in_child(path);
  return {{"Apple Health XML of 1 GB", found.records / found.seconds, 60'000,
           "records/s", "limit", false},
          {"Apple Health XML of 1 GB, peak memory", found.mib, 128, "MiB",
           "limit", true}};
}

} // namespace auren::node::bench

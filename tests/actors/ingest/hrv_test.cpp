#include "actors/ingest/hrv.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <random>
#include <sstream>

using namespace auren;
using namespace auren::ingest;

namespace {

const std::filesystem::path shared = "../shared/data/rr-intervals";

bool nothing_at(const std::filesystem::path& path) {
  if (std::filesystem::exists(path))
    return false;
  MESSAGE("SKIP: " << path.string() << " is not there");
  return true;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file{path};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

rr_series intervals_of(const std::filesystem::path& path) {
  auto read = read_rr(content_of(path));
  REQUIRE(std::holds_alternative<rr_series>(read));
  return std::get<rr_series>(std::move(read));
}

/// The clean series of the method's page: 300 beats, two slow waves.
std::vector<double> clean_series() {
  std::vector<double> result;
  for (int i = 0; i < 300; ++i)
    result.push_back(
      std::round(800 + 40 * std::sin(2 * std::numbers::pi * i / 9)
                 + 20 * std::sin(2 * std::numbers::pi * i / 31)));
  return result;
}

bool close(double found, double wanted, double share = 0.001) {
  return std::abs(found - wanted) <= share * std::abs(wanted);
}

/// Variance that one sine wave explains, by the normal equations of least
/// squares: what Lomb and Scargle's formula is another way to write.
double explained(const nn_series& nn, double mean, double hz) {
  double cc = 0, ss = 0, cs = 0, yc = 0, ys = 0;
  for (size_t i = 0; i < nn.ms.size(); ++i) {
    auto angle = 2 * std::numbers::pi * hz * (nn.end_s[i] - nn.end_s[0]);
    auto c = std::cos(angle), s = std::sin(angle);
    cc += c * c;
    ss += s * s;
    cs += c * s;
    yc += c * (nn.ms[i] - mean);
    ys += s * (nn.ms[i] - mean);
  }
  auto det = cc * ss - cs * cs;
  auto a = (yc * ss - ys * cs) / det;
  auto b = (ys * cc - yc * cs) / det;
  return (a * yc + b * ys) / static_cast<double>(nn.ms.size());
}

/// The bands of `lomb_scargle`, by least squares at the same frequencies.
hrv_power by_least_squares(const nn_series& nn) {
  double mean = 0;
  for (auto ms : nn.ms)
    mean += ms / static_cast<double>(nn.ms.size());
  hrv_power result;
  auto step = 1 / (nn.end_s.back() - nn.end_s.front());
  for (int k = 1; k * step <= 0.4; ++k) {
    auto power = explained(nn, mean, k * step);
    (k * step < 0.04   ? result.vlf_ms2
     : k * step < 0.15 ? result.lf_ms2
                       : result.hf_ms2)
      += power;
  }
  return result;
}

std::string refused(std::string_view text) {
  auto read = read_rr(text);
  if (auto* why = std::get_if<refusal>(&read))
    return why->detail;
  auto report = report_hrv(std::get<rr_series>(read), false);
  auto* why = std::get_if<refusal>(&report);
  return why ? why->detail : "";
}

} // namespace

TEST_SUITE_BEGIN("ingest.hrv");

TEST_CASE("the golden series has the golden values") {
  auto found = time_domain(without_faults(clean_series()));
  REQUIRE(found);
  CHECK(close(found->mean_ms, 800.7133, 1e-6));
  CHECK(close(found->sdnn_ms, 31.5953, 1e-5));
  CHECK(close(found->rmssd_ms, 19.5739, 1e-5));
  CHECK(found->pnn50 == 0);
  CHECK(without_faults(clean_series()).faulty() == 0);
  std::vector<double> ten{736, 730, 719, 704, 712, 718, 724, 734, 744, 759};
  auto few = time_domain(as_they_are(ten));
  REQUIRE(few);
  CHECK(close(few->sdnn_ms, 16.158933, 1e-6));
  CHECK(close(few->rmssd_ms, 10.236102, 1e-6));
}

TEST_CASE("faulty beats are named and do not move RMSSD") {
  auto rr = clean_series();
  rr[50] -= 250; // too early, then a pause
  rr[51] += 250;
  rr[120] += rr[121]; // a beat that was not seen
  rr.erase(rr.begin() + 121);
  rr.insert(rr.begin() + 201, rr[200] - 300); // one that was none
  rr[200] = 300;
  auto raw = time_domain(as_they_are(rr));
  auto nn = without_faults(rr);
  auto found = time_domain(nn);
  REQUIRE(found);
  CHECK(raw->rmssd_ms > 60);
  CHECK(close(found->rmssd_ms, 19.5739, 0.01));
  CHECK(nn.faults[size_t(rr_fault::ectopic)] >= 1);
  CHECK(nn.faults[size_t(rr_fault::missed)] == 1);
  CHECK(nn.faulty() < 0.05);
}

TEST_CASE("impossible intervals are counted apart, whatever they are") {
  auto rr = clean_series();
  rr[10] = 0;
  rr[20] = 65535;
  rr[30] = std::nan("");
  rr[40] = -5;
  auto nn = without_faults(rr);
  CHECK(nn.faults[size_t(rr_fault::impossible)] == 4);
  CHECK(close(time_domain(nn)->rmssd_ms, 19.5739, 0.02));
}

TEST_CASE("the values agree with the reference within 0.1 %") {
  if (nothing_at(shared))
    return;
  auto expected = nlohmann::json::parse(content_of(shared / "expected.json"));
  int files = 0;
  for (auto& [name, values] : expected.items()) {
    if (!std::filesystem::is_regular_file(shared / name))
      continue;
    CAPTURE(name);
    auto rr = intervals_of(shared / name);
    auto found = time_domain(as_they_are(rr.ms));
    REQUIRE(found);
    CHECK(rr.ms.size() == values["n"]);
    CHECK(close(found->mean_ms, values["mean_nn_ms"]));
    CHECK(close(found->sdnn_ms, values["sdnn_ms"]));
    CHECK(close(found->rmssd_ms, values["rmssd_ms"]));
    CHECK(close(found->pnn50, values["pnn50_pct"]));
    CHECK(close(found->sd1_ms, values["sd1_ms"]));
    CHECK(close(found->sd2_ms, values["sd2_ms"]));
    ++files;
  }
  CHECK(files >= 4);
}

TEST_CASE("spectrum and complexity agree with the author's report") {
  if (nothing_at(shared))
    return;
  auto nn = as_they_are(intervals_of(shared / "pyhrv_long_nni_ms.txt").ms);
  auto found = welch(nn);
  REQUIRE(found);
  CHECK(close(found->vlf_ms2, 2050.743568530359));
  CHECK(close(found->lf_ms2, 2942.5372448423686));
  CHECK(close(found->hf_ms2, 1648.0967694750873));
  CHECK(close(found->ratio(), 1.785));
  CHECK(close(*dfa_alpha1(nn.ms), 1.197));
  CHECK(close(*sample_entropy(nn.ms), 1.250));
}

TEST_CASE("Lomb and Scargle's periodogram is that of least squares") {
  auto same = [](const nn_series& nn) {
    auto found = lomb_scargle(nn);
    REQUIRE(found);
    auto wanted = by_least_squares(nn);
    CHECK(close(found->vlf_ms2, wanted.vlf_ms2));
    CHECK(close(found->lf_ms2, wanted.lf_ms2));
    CHECK(close(found->hf_ms2, wanted.hf_ms2));
  };
  same(as_they_are(clean_series()));
  if (nothing_at(shared))
    return;
  for (auto* name :
       {"pyhrv_long_nni_ms.txt", "pyhrv_short_nni_ms.txt", "rest_rri.txt"}) {
    CAPTURE(name);
    same(as_they_are(intervals_of(shared / name).ms));
    same(without_faults(intervals_of(shared / name).ms)); // with gaps
  }
}

TEST_CASE("both spectra find the power of a wave that is known") {
  // Breathing at 0.25 Hz of 30 ms and a slow wave at 0.1 Hz of 20 ms: a wave of
  // amplitude a has the power a^2 / 2.
  std::vector<double> rr;
  for (double at = 0; at < 1200; at += rr.back() / 1000)
    rr.push_back(900 + 30 * std::sin(2 * std::numbers::pi * 0.25 * at)
                 + 20 * std::sin(2 * std::numbers::pi * 0.1 * at));
  for (auto method : {welch, lomb_scargle}) {
    auto found = method(as_they_are(rr));
    REQUIRE(found);
    CHECK(close(found->hf_ms2, 450, 0.05));
    CHECK(close(found->lf_ms2, 200, 0.05));
    CHECK(found->vlf_ms2 < 5);
  }
}

TEST_CASE("noise scales as noise does, and a walk as a walk") {
  std::mt19937 random{11};
  std::normal_distribution<double> normal{0, 20};
  std::vector<double> noise, walk;
  for (int i = 0; i < 5000; ++i) {
    noise.push_back(800 + normal(random));
    walk.push_back((walk.empty() ? 800 : walk.back()) + normal(random));
  }
  CHECK(*dfa_alpha1(noise) == doctest::Approx(0.5).epsilon(0.12));
  CHECK(*dfa_alpha1(walk) == doctest::Approx(1.5).epsilon(0.12));
  // Of independent normal values: -log P(|x - y| < 0.2 sd) = 2.185.
  CHECK(*sample_entropy(noise) == doctest::Approx(2.185).epsilon(0.03));
}

TEST_CASE("what cannot be known is absent or refused in words") {
  std::vector<double> even(300, 800);
  CHECK_FALSE(dfa_alpha1(even));
  CHECK_FALSE(sample_entropy(even));
  CHECK_FALSE(welch(as_they_are(std::vector<double>(100, 800))));
  CHECK(time_domain(without_faults(even))->rmssd_ms == 0);
  CHECK(refused("") != "");
  CHECK(refused("hello\n1\n") != "");
  CHECK(refused("800\n700\ns\n890\n860\n") == "1 of 5 lines hold no number");
  CHECK(refused("800\n790\n810\n") == "fewer than 30 intervals can be counted");
  std::string wild;
  for (int i = 0; i < 100; ++i)
    wild += i % 3 == 0 ? "0\n" : "800\n";
  CHECK(refused(wild).starts_with("more than a fifth"));
}

TEST_CASE("the small formats are read") {
  auto first = [](std::string_view text) {
    auto read = read_rr(text);
    REQUIRE(std::holds_alternative<rr_series>(read));
    return std::get<rr_series>(read).ms;
  };
  std::vector<double> wanted{790, 815};
  CHECK(first("790\r\n815\r\n") == wanted);
  CHECK(first("rri\n790\n815") == wanted);
  CHECK(first("time,rri\n1,790\n2,815\n") == wanted);
  CHECK(first("rri;time\n790;1\n815;2\n") == wanted);
  CHECK(first("0.79\n0.815\n") == wanted);
  CHECK(first("[Params]\nInterval=238\n\n[HRData]\n790\n815\n") == wanted);
}

TEST_SUITE_END();

#include "actors/ingest/hrv.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace auren::ingest {

namespace {

constexpr std::array<const char*, 6> fault_names
  = {"none", "impossible", "ectopic", "missed", "extra", "uneven"};

nlohmann::ordered_json json_of(const hrv_power& power) {
  return {{"vlf_ms2", power.vlf_ms2},
          {"lf_ms2", power.lf_ms2},
          {"hf_ms2", power.hf_ms2},
          {"lf_hf", power.ratio()}};
}

std::string line_of(const char* method, const hrv_power& power) {
  return fmt::format("{:<14} LF {:.1f} ms2, HF {:.1f} ms2, LF/HF {:.3f}\n",
                     method, power.lf_ms2, power.hf_ms2, power.ratio());
}

} // namespace

std::string as_text(const hrv_report& report) {
  auto& nn = report.nn;
  auto text = fmt::format("{} intervals, {} counted, {} lines unreadable\n",
                          nn.beats, nn.ms.size(), report.unreadable);
  for (size_t i = 1; i < fault_names.size(); ++i)
    if (nn.faults[i] > 0)
      text += fmt::format("  {:<12} {}\n", fault_names[i], nn.faults[i]);
  if (nn.faulty() > doubtful)
    text += fmt::format("  {:.1f} % are faulty: doubtful\n", 100 * nn.faulty());
  auto& t = report.time;
  text += fmt::format("mean {:.1f} ms, SDNN {:.2f} ms, RMSSD {:.2f} ms, pNN50 "
                      "{:.2f} %, SD1 {:.2f} ms, SD2 {:.2f} ms\n",
                      t.mean_ms, t.sdnn_ms, t.rmssd_ms, t.pnn50, t.sd1_ms,
                      t.sd2_ms);
  if (report.by_welch)
    text += line_of("Welch", *report.by_welch);
  if (report.by_lomb)
    text += line_of("Lomb-Scargle", *report.by_lomb);
  if (report.alpha1)
    text += fmt::format("DFA alpha1     {:.3f}\n", *report.alpha1);
  if (report.entropy)
    text += fmt::format("sample entropy {:.3f}\n", *report.entropy);
  return text;
}

std::string as_json(const hrv_report& report) {
  nlohmann::ordered_json result;
  auto& nn = report.nn;
  result["intervals"] = nn.beats;
  result["counted"] = nn.ms.size();
  result["unreadable"] = report.unreadable;
  for (size_t i = 1; i < fault_names.size(); ++i)
    result["faults"][fault_names[i]] = nn.faults[i];
  result["doubtful"] = nn.faulty() > doubtful;
  auto& t = report.time;
  result["mean_ms"] = t.mean_ms;
  result["hrv_sdnn"] = t.sdnn_ms;
  result["hrv_rmssd"] = t.rmssd_ms;
  result["pnn50"] = t.pnn50;
  result["sd1_ms"] = t.sd1_ms;
  result["sd2_ms"] = t.sd2_ms;
  if (report.by_welch)
    result["welch"] = json_of(*report.by_welch);
  if (report.by_lomb)
    result["lomb_scargle"] = json_of(*report.by_lomb);
  if (report.alpha1)
    result["dfa_alpha1"] = *report.alpha1;
  if (report.entropy)
    result["sample_entropy"] = *report.entropy;
  return result.dump();
}

} // namespace auren::ingest

#include "gateway/http/api.hpp"

namespace auren::http {

namespace {

using namespace hypotheses;

std::optional<edge::response> propose_trial(const api& use, const call& asked) {
  auto body = body_of<ExperimentPlan>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  ProposeExperiment command;
  *command.mutable_plan() = std::move(std::get<ExperimentPlan>(body));
  command.mutable_plan()->set_proposer("person");
  return use.ask<Experiment>(asked, use.links().people, std::move(command),
                             201);
}

std::optional<edge::response> list_trials(const api& use, const call& asked) {
  ListExperiments question;
  question.set_status(std::string{asked.query("status")});
  ExperimentStatus::Value value{};
  if (!question.status().empty()
      && !ExperimentStatus::Value_Parse(question.status(), &value))
    return edge::problem(errc::invalid_message, "there is no such status");
  return use.ask<Experiments>(asked, use.links().people, std::move(question));
}

std::optional<edge::response> read_trial(const api& use, const call& asked) {
  ReadExperiment question;
  question.set_id(std::string{asked.parameter("id")});
  return use.ask<Experiment>(asked, use.links().people, std::move(question));
}

template <class Command>
std::optional<edge::response> about_trial(const api& use, const call& asked) {
  auto body = body_of<Command>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  auto& command = std::get<Command>(body);
  command.set_id(std::string{asked.parameter("id")});
  return use.ask<Experiment>(asked, use.links().people, std::move(command));
}

} // namespace

std::vector<route> experiments_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/experiments",
     .scope = "experiments:read",
     .summary = "All randomised trials, or of a status.",
     .reply = "auren.hypotheses.Experiments",
     .handle = [&use](const call& c) { return list_trials(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/experiments",
     .scope = "experiments:write",
     .summary = "Plans a randomised trial; nothing begins before it is "
                "accepted.",
     .request = "auren.hypotheses.ExperimentPlan",
     .reply = "auren.hypotheses.Experiment",
     .handle = [&use](const call& c) { return propose_trial(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/experiments/{id}",
     .scope = "experiments:read",
     .summary = "One trial: plan, schedule, adherence, result.",
     .reply = "auren.hypotheses.Experiment",
     .handle = [&use](const call& c) { return read_trial(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/experiments/{id}/decision",
     .scope = "experiments:write",
     .summary = "Accepts, declines or stops a trial. What is about medication "
                "or fasting names the clinician who confirmed it.",
     .request = "auren.hypotheses.DecideExperiment",
     .reply = "auren.hypotheses.Experiment",
     .handle
     = [&use](const call& c) { return about_trial<DecideExperiment>(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/experiments/{id}/days",
     .scope = "experiments:write",
     .summary = "Says what was done on a day of a trial.",
     .request = "auren.hypotheses.ReportExperimentDay",
     .reply = "auren.hypotheses.Experiment",
     .handle
     = [&use](
         const call& c) { return about_trial<ReportExperimentDay>(use, c); }},
  };
}

} // namespace auren::http

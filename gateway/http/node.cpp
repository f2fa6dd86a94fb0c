#include "gateway/http/api.hpp"
#include "gateway/http/docs.hpp"
#include "gateway/http/fresh.hpp"
#include "gateway/http/openapi.hpp"

#include <caf/all.hpp>

#include "embedded/docs_style.hpp"

namespace auren::http {

namespace {

edge::response ready(const node::Status& status) {
  if (status.state() == "ready")
    return edge::json(200, R"({"ready":true})");
  return edge::problem(errc::draining, "the node is " + status.state());
}

void line(std::string& out, std::string_view name, std::string_view help,
          std::string_view type, double value) {
  out.append("# HELP auren_").append(name).append(" ").append(help);
  out.append("\n# TYPE auren_").append(name).append(" ").append(type);
  out.append("\nauren_").append(name).append(" ");
  out += std::to_string(value) + '\n';
}

/// Prometheus text: how the node does, never whose data it holds.
edge::response
metrics(const node::Status& status, const streams::StreamStats& stream,
        const knowledge::Shared& shared) {
  std::string out;
  line(out, "node_uptime_seconds", "Since the start.", "gauge",
       status.uptime_s());
  line(out, "node_actors", "Actors that run.", "gauge", status.actors());
  line(out, "people_active", "People whose actors are awake.", "gauge",
       status.people());
  line(out, "events_position", "Last position of the log.", "counter",
       static_cast<double>(status.position()));
  line(out, "streams_subscribers", "Connections that listen.", "gauge",
       stream.subscribers());
  line(out, "streams_delivered_total", "Events told.", "counter",
       static_cast<double>(stream.delivered()));
  line(out, "streams_dropped_total", "Events not told to slow listeners.",
       "counter", static_cast<double>(stream.dropped()));
  line(out, "knowledge_shared_releases_total",
       "Releases of effects over people who consent.", "counter",
       shared.releases_size());
  line(out, "knowledge_shared_epsilon_spent",
       "Differential privacy that they spent.", "gauge",
       shared.budget().epsilon_spent());
  edge::response result;
  result.content_type = "text/plain; version=0.0.4; charset=utf-8";
  result.body = std::move(out);
  return result;
}

std::optional<edge::response> all_metrics(const api& use, const call& asked) {
  node::AskStatus question;
  *question.mutable_context() = use.context_of(asked);
  knowledge::AskShared shared;
  *shared.mutable_context() = question.context();
  use.run([links = use.links(), asked, question,
           shared](caf::event_based_actor* self) {
    auto fail
      = [asked](const caf::error& why) { asked.exchange->fail(code_of(why)); };
    auto ask_last
      = [=](const node::Status& status, const streams::StreamStats& stream) {
          self->request(links.sharing, default_patience, shared)
            .then(
              [=](const knowledge::Shared& told) {
                asked.exchange->reply(metrics(status, stream, told));
              },
              fail);
        };
    self->request(links.op, default_patience, question)
      .then(
        [=](const node::Status& status) {
          self->request(links.hub, default_patience, streams::AskStreamStats{})
            .then([=](const streams::StreamStats& s) { ask_last(status, s); },
                  fail);
        },
        fail);
  });
  return std::nullopt;
}

/// An answer that stays the same as long as this program runs.
edge::response kept(std::string type, std::string bytes) {
  edge::response answer;
  answer.content_type = std::move(type);
  answer.headers.set("Cache-Control", "no-cache"); // ask, and get 304
  answer.headers.set("ETag", etag_of(bytes));
  if (bytes.size() > 1024)
    answer.shared_gzip = std::make_shared<const std::string>(edge::gzip(bytes));
  answer.shared = std::make_shared<const std::string>(std::move(bytes));
  return answer;
}

/// A route that answers with what `answer` holds when it is asked.
route fixed(std::string pattern, std::string summary,
            std::shared_ptr<const edge::response> answer) {
  return {.method = "GET",
          .pattern = std::move(pattern),
          .scope = "",
          .summary = std::move(summary),
          .quick = true,
          .handle = [answer](const call& asked) {
            return std::optional{unless_known(asked, *answer)};
          }};
}

} // namespace

std::vector<route> dashboard_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/today",
     .scope = "samples:read",
     .summary = "How the person is today, in words and tiles.",
     .reply = "auren.dashboard.Today",
     .handle =
       [&use](const call& c) {
         return use.ask<dashboard::Today>(c, use.links().people,
                                          dashboard::AskToday{});
       }},
  };
}

std::vector<route> node_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/healthz",
     .scope = "",
     .summary = "The process is alive.",
     .quick = true,
     .handle = [](const call&) -> std::optional<edge::response> {
       return edge::json(200, R"({"alive":true})");
     }},
    {.method = "GET",
     .pattern = "/readyz",
     .scope = "",
     .summary = "The node takes requests.",
     .handle = [&use](const call& c) -> std::optional<edge::response> {
       use.ask<node::Status>(c, use.links().op, node::AskStatus{}, ready);
       return std::nullopt;
     }},
    {.method = "GET",
     .pattern = "/metrics",
     .scope = "",
     .summary = "Figures of the node as Prometheus text.",
     .handle = [&use](const call& c) { return all_metrics(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/health",
     .scope = "health:read",
     .summary = "How every stage does.",
     .reply = "auren.node.Status",
     .handle =
       [&use](const call& c) {
         return use.ask<node::Status>(c, use.links().op, node::AskStatus{});
       }},
  };
}

std::vector<route> all_routes(const api& use) {
  std::vector<route> table;
  for (auto part :
       {ingest_routes, events_routes, memory_routes, hypotheses_routes,
        experiments_routes, knowledge_routes, agents_routes, streams_routes,
        dashboard_routes, people_routes, node_routes, admin_routes})
    for (auto& one : part(use))
      table.push_back(std::move(one));
  auto json = std::make_shared<edge::response>();
  auto page = std::make_shared<edge::response>();
  table.push_back(fixed("/openapi.json", "This description.", json));
  table.push_back(fixed("/docs", "The same as a page for people.", page));
  table.push_back(
    fixed("/docs.css", "How that page looks.",
          std::make_shared<edge::response>(kept(
            "text/css; charset=utf-8", std::string{embedded::docs_style()}))));
  auto description = openapi(table);
  *page = kept("text/html; charset=utf-8", docs_page(description));
  *json = kept("application/json", std::move(description));
  return table;
}

} // namespace auren::http

#include "gateway/http/api.hpp"
#include "gateway/http/export_stream.hpp"

#include <caf/all.hpp>

namespace auren::http {

namespace {

using namespace std::chrono_literals;

/// All that is of the person ends one after the other; nobody is asked twice.
constexpr auto erasure_time = 600s;

std::optional<edge::response> export_record(const api& use, const call& asked) {
  auto after = number_of(asked, "after", 0);
  if (!after)
    return edge::problem(errc::invalid_message, "after is a position");
  if (asked.query("format", "ndjson") != "ndjson")
    return edge::problem(errc::refused,
                         "over HTTP the format is ndjson; auren export writes "
                         "csv, parquet, fhir and ieee1752 from it");
  edge::response head;
  head.content_type = "application/x-ndjson";
  head.headers.set("Content-Disposition",
                   "attachment; filename=\"record.ndjson\"");
  auto out = asked.exchange->stream(std::move(head));
  if (out == nullptr)
    return std::nullopt;
  auto stream = use.system().spawn<caf::detached>(
    export_stream, use.links(), use.options().server, out,
    use.context_of(asked), *after);
  out->on_drained([stream] { caf::anon_send(stream, caf::ok_atom_v); });
  out->on_closed(
    [stream] { caf::anon_send_exit(stream, caf::exit_reason::user_shutdown); });
  return std::nullopt;
}

std::optional<edge::response> erase(const api& use, const call& asked) {
  people::ErasePerson command;
  *command.mutable_context() = use.context_of(asked);
  command.mutable_context()->clear_deadline_ms();
  command.set_confirm(std::string{asked.query("confirm")});
  use.run([=, who = use.links().eraser](caf::event_based_actor* self) {
    self->request(who, erasure_time, command)
      .then(
        [asked](const people::PersonErased& receipt) {
          asked.exchange->reply(edge::json(200, json::write(receipt)));
        },
        [asked](const caf::error& why) {
          asked.exchange->fail(code_of(why), render(why));
        });
  });
  return std::nullopt;
}

std::optional<edge::response> consent(const api& use, const call& asked) {
  auto body = body_of<knowledge::GiveConsent>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  return use.ask<knowledge::Consents>(
    asked, use.links().sharing,
    std::move(std::get<knowledge::GiveConsent>(body)));
}

} // namespace

std::vector<route> people_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/export",
     .scope = "export:read",
     .summary = "The person's whole record as NDJSON, every event decoded; "
                "`after` goes on behind a position.",
     .cost = 100,
     .handle = [&use](const call& c) { return export_record(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/consents",
     .scope = "consents:read",
     .summary = "What the person allows beyond their own record.",
     .reply = "auren.knowledge.Consents",
     .handle =
       [&use](const call& c) {
         return use.ask<knowledge::Consents>(c, use.links().sharing,
                                             knowledge::ListConsents{});
       }},
    {.method = "POST",
     .pattern = "/api/v1/consents",
     .scope = "consents:write",
     .summary = "Gives a consent (purpose \"shared_learning\") or takes it "
                "back.",
     .request = "auren.knowledge.GiveConsent",
     .reply = "auren.knowledge.Consents",
     .handle = [&use](const call& c) { return consent(use, c); }},
    {.method = "DELETE",
     .pattern = "/api/v1/me",
     .scope = "account:erase",
     .summary = "Erases the person for good; `confirm` repeats the name.",
     .reply = "auren.people.PersonErased",
     .cost = 100,
     .handle = [&use](const call& c) { return erase(use, c); }},
  };
}

} // namespace auren::http

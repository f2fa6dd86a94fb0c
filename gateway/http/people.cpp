#include "gateway/http/api.hpp"

#include <caf/all.hpp>

namespace auren::http {

namespace {

using namespace std::chrono_literals;

/// All that is of the person ends one after the other; nobody is asked twice.
constexpr auto erasure_time = 600s;

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

} // namespace

std::vector<route> people_routes(const api& use) {
  return {
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

#include "gateway/http/api.hpp"
#include "messages/time.hpp"

namespace auren::http {

namespace {

/// Reads a time from the query into `out`; false when it is none.
bool instant(const call& asked, std::string_view name, int64_t& out) {
  auto text = asked.query(name);
  if (text.empty())
    return true;
  auto when = time::parse(text);
  if (when)
    out = when->unix_ms;
  return when.has_value();
}

std::optional<edge::response> range(const api& use, const call& asked) {
  memory::ReadRange question;
  int64_t from = 0;
  int64_t to = 0;
  auto limit = number_of(asked, "limit", 1000);
  if (!instant(asked, "from", from) || !instant(asked, "to", to))
    return edge::problem(errc::invalid_time,
                         "from and to are RFC 3339 times with an offset");
  if (!limit || *limit == 0 || *limit > 100'000)
    return edge::problem(errc::invalid_message,
                         "limit is a number from 1 to 100000");
  question.set_metric(std::string{asked.query("metric")});
  if (question.metric().empty())
    return edge::problem(errc::invalid_message, "which metric?");
  question.set_from_ms(from);
  question.set_to_ms(to);
  question.set_limit(static_cast<uint32_t>(*limit));
  question.set_resolution(std::string{asked.query("resolution", "raw")});
  question.set_cursor(std::string{asked.query("cursor")});
  question.set_explain(asked.query("explain") == "true");
  return use.ask<memory::Range>(asked, use.links().people, std::move(question));
}

std::optional<edge::response> store(const api& use, const call& asked) {
  auto body = body_of<memory::Memory>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  memory::StoreMemory command;
  *command.mutable_memory() = std::move(std::get<memory::Memory>(body));
  command.set_idempotency_key(
    std::string{asked.asked().header("Idempotency-Key")});
  return use.ask<memory::Memory>(asked, use.links().people, std::move(command),
                                 201);
}

std::optional<edge::response> revise(const api& use, const call& asked) {
  auto body = body_of<memory::Memory>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  memory::ReviseMemory command;
  command.set_memory_id(std::string{asked.parameter("id")});
  *command.mutable_memory() = std::move(std::get<memory::Memory>(body));
  return use.ask<memory::Memory>(asked, use.links().people, std::move(command));
}

/// A hit as the outside has it: the memory with its score beside it.
edge::response hits(const memory::Recalled& found) {
  std::string out = "{\"memories\":[";
  for (auto& hit : found.hits()) {
    if (out.back() != '[')
      out += ',';
    auto memory = json::write(hit.memory());
    auto scored = json::write(hit);
    auto parts = scored.find(",\"score\":");
    memory.pop_back();
    out += memory + scored.substr(parts);
  }
  return edge::json(200, out + "]}");
}

std::optional<edge::response> recall(const api& use, const call& asked) {
  memory::Recall question;
  auto limit = number_of(asked, "limit", 10);
  if (!limit || *limit == 0 || *limit > 1000)
    return edge::problem(errc::invalid_message,
                         "limit is a number from 1 to 1000");
  question.set_query(std::string{asked.query("query")});
  question.set_as_of(std::string{asked.query("as_of")});
  question.set_known_at(std::string{asked.query("known_at")});
  question.set_kind(std::string{asked.query("kind")});
  question.set_scope(std::string{asked.query("scope")});
  question.set_limit(static_cast<uint32_t>(*limit));
  use.ask<memory::Recalled>(asked, use.links().people, std::move(question),
                            hits);
  return std::nullopt;
}

std::optional<edge::response> trails(const api& use, const call& asked) {
  memory::ListMemoryTrails question;
  auto limit = number_of(asked, "limit", 100);
  if (!limit || *limit == 0 || *limit > 10'000)
    return edge::problem(errc::invalid_message,
                         "limit is a number from 1 to 10000");
  question.set_tier(std::string{asked.query("tier")});
  question.set_limit(static_cast<uint32_t>(*limit));
  return use.ask<memory::MemoryTrails>(asked, use.links().people,
                                       std::move(question));
}

template <class Question, class Reply>
std::optional<edge::response> by_id(const api& use, const call& asked) {
  Question question;
  question.set_memory_id(std::string{asked.parameter("id")});
  return use.ask<Reply>(asked, use.links().people, std::move(question));
}

} // namespace

std::vector<route> memory_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/samples",
     .scope = "samples:read",
     .summary = "A metric over time.",
     .reply = "auren.memory.Range",
     .handle = [&use](const call& c) { return range(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/metrics",
     .scope = "samples:read",
     .summary = "Every metric with its latest value and baseline.",
     .reply = "auren.memory.Metrics",
     .handle =
       [&use](const call& c) {
         return use.ask<memory::Metrics>(c, use.links().people,
                                         memory::ListMetrics{});
       }},
    {.method = "POST",
     .pattern = "/api/v1/memories",
     .scope = "memories:write",
     .summary = "Remembers something.",
     .request = "auren.memory.Memory",
     .reply = "auren.memory.Memory",
     .handle = [&use](const call& c) { return store(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/memories",
     .scope = "memories:read",
     .summary = "What is remembered about a query.",
     .reply = "auren.memory.Recalled",
     .handle = [&use](const call& c) { return recall(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/memories/{id}",
     .scope = "memories:read",
     .summary = "One memory with its history.",
     .reply = "auren.memory.Memory",
     .handle =
       [&use](const call& c) {
         return by_id<memory::ReadMemory, memory::Memory>(use, c);
       }},
    {.method = "GET",
     .pattern = "/api/v1/memories/{id}/trail",
     .scope = "memories:read",
     .summary = "How a memory went through the tiers.",
     .reply = "auren.memory.MemoryTrails",
     .handle =
       [&use](const call& c) {
         return by_id<memory::ListMemoryTrails, memory::MemoryTrails>(use, c);
       }},
    {.method = "PATCH",
     .pattern = "/api/v1/memories/{id}",
     .scope = "memories:write",
     .summary = "Supersedes a memory; its history is kept.",
     .request = "auren.memory.Memory",
     .reply = "auren.memory.Memory",
     .handle = [&use](const call& c) { return revise(use, c); }},
    {.method = "DELETE",
     .pattern = "/api/v1/memories/{id}",
     .scope = "memories:write",
     .summary = "Forgets a memory.",
     .reply = "auren.memory.MemoryForgotten",
     .handle =
       [&use](const call& c) {
         return by_id<memory::ForgetMemory, memory::MemoryForgotten>(use, c);
       }},
    {.method = "GET",
     .pattern = "/api/v1/memory/trails",
     .scope = "memories:read",
     .summary = "The tier of each memory and its moves, without its text.",
     .reply = "auren.memory.MemoryTrails",
     .handle = [&use](const call& c) { return trails(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/memory/stats",
     .scope = "memories:read",
     .summary = "How much each tier holds.",
     .reply = "auren.memory.MemoryStats",
     .handle =
       [&use](const call& c) {
         return use.ask<memory::MemoryStats>(c, use.links().people,
                                             memory::AskMemoryStats{});
       }},
  };
}

} // namespace auren::http

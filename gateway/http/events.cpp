#include "gateway/http/api.hpp"
#include "messages/event_json.hpp"
#include "messages/ids.hpp"
#include "messages/json_depth.hpp"
#include "messages/time.hpp"

#include <nlohmann/json.hpp>
#include <openssl/sha.h>

namespace auren::http {

namespace {

std::string hash_of(std::string_view bytes) {
  std::string out(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

/// Reads `{"type","time","data"}`; answers what is wrong with it.
std::optional<edge::response>
read_entry(const call& asked, ingest::RecordEntry& into) {
  auto& bytes = asked.asked().body;
  if (json::deeper_than(bytes))
    return edge::problem(errc::invalid_message, "the body nests too deep");
  auto body = nlohmann::json::parse(bytes, nullptr, false);
  auto text = [&](const char* name) {
    auto found = body.find(name);
    return found != body.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string{};
  };
  if (!body.is_object())
    return edge::problem(errc::invalid_message, "the body is no JSON object");
  into.set_type(text("type"));
  if (into.type().empty() || into.type().size() > 64)
    return edge::problem(errc::refused, "type must be 1 to 64 characters");
  auto when = time::parse(text("time"));
  if (!when)
    return edge::problem(errc::invalid_time);
  if (when->unix_ms > time::now_ms() + time::day_ms)
    return edge::problem(errc::future_time);
  into.set_time_ms(when->unix_ms);
  into.set_utc_offset_s(when->utc_offset_s);
  auto data = body.value("data", nlohmann::json::object());
  if (!data.is_object())
    return edge::problem(errc::refused, "data must be a JSON object");
  into.set_data_json(data.dump());
  into.set_source("person");
  return std::nullopt;
}

std::optional<edge::response> record(const api& use, const call& asked) {
  ingest::RecordEntry command;
  if (auto wrong = read_entry(asked, command))
    return wrong;
  std::string key{asked.asked().header("Idempotency-Key")};
  if (!key.empty()) {
    command.set_idempotency_key(key);
    command.set_body_hash(hash_of(asked.asked().body));
  }
  return use.ask<ingest::EntryRecorded>(asked, use.links().people,
                                        std::move(command), 201);
}

edge::response list(const events::Events& found) {
  std::string out = "{\"events\":[";
  for (auto& event : found.events()) {
    if (out.back() != '[')
      out += ',';
    out += events::to_json(event);
  }
  return edge::json(200,
                    out + "],\"head\":" + std::to_string(found.head()) + '}');
}

std::optional<edge::response> read(const api& use, const call& asked) {
  auto after = number_of(asked, "after", 0);
  auto limit = number_of(asked, "limit", 100);
  if (!after || !limit || *limit == 0 || *limit > 1000)
    return edge::problem(errc::invalid_message,
                         "after is a position, limit a number to 1000");
  events::ReadLog question;
  question.set_after(*after);
  question.set_limit(static_cast<uint32_t>(*limit));
  question.set_stream(std::string{asked.query("stream")});
  question.set_type(std::string{asked.query("type")});
  if (auto name = asked.query("class"); !name.empty()) {
    events::Class::Value value{};
    if (!events::Class::Value_Parse(std::string{name}, &value))
      return edge::problem(errc::invalid_message,
                           "class is critical, operational or analytical");
    question.set_class_(value);
  }
  use.ask<events::Events>(asked, use.links().feed, std::move(question), list);
  return std::nullopt;
}

} // namespace

std::vector<route> events_routes(const api& use) {
  return {
    {.method = "POST",
     .pattern = "/api/v1/events",
     .scope = "events:write",
     .summary = "Records a journal entry, an intervention or a symptom.",
     .request = "auren.ingest.RecordEntry",
     .reply = "auren.ingest.EntryRecorded",
     .handle = [&use](const call& c) { return record(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/events",
     .scope = "events:read",
     .summary = "The person's events, gap-free, oldest first.",
     .reply = "auren.events.Events",
     .handle = [&use](const call& c) { return read(use, c); }},
  };
}

} // namespace auren::http

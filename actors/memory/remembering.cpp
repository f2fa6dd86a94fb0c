#include "actors/memory/recollection.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

namespace auren::memory {

std::optional<int64_t> instant_or(std::string_view text, int64_t otherwise) {
  if (text.empty())
    return otherwise;
  if (auto day = time::parse_day(text))
    return int64_t{*day} * time::day_ms;
  if (auto instant = time::parse(text))
    return instant->unix_ms;
  return std::nullopt;
}

std::variant<Memory, ingest::refusal> complete(Memory memory, int64_t now_ms) {
  auto refuse = [](errc code, const char* why) {
    return ingest::refusal{code, why};
  };
  if (memory.text().empty())
    return refuse(errc::invalid_message, "a memory needs a text");
  if (memory.text().size() > longest_memory)
    return refuse(errc::too_large, "a memory's text is at most 64 KiB");
  if (memory.has_fact()
      && (memory.fact().attribute().empty() || memory.fact().value().empty()))
    return refuse(errc::invalid_message, "a fact needs attribute and value");
  if (!memory.has_importance())
    memory.set_importance(0.5);
  if (!(memory.importance() >= 0 && memory.importance() <= 1))
    return refuse(errc::invalid_message, "importance must be 0 to 1");
  if (memory.valid_from().empty())
    memory.set_valid_from(time::format(now_ms));
  auto from = instant_or(memory.valid_from(), now_ms);
  auto to = instant_or(memory.valid_to(), INT64_MAX);
  if (!from || !to)
    return refuse(errc::invalid_time,
                  "valid_from and valid_to are RFC 3339 with an offset");
  if (*to <= *from)
    return refuse(errc::invalid_message, "valid_to must be after valid_from");
  memory.set_recorded_at(time::format(now_ms));
  memory.set_memory_id(ids::dashed(ids::uuid7()));
  memory.clear_superseded_by();
  memory.clear_uses();
  memory.clear_last_used();
  memory.clear_tier_since();
  memory.set_tier("semantic");
  if (memory.kind().empty())
    memory.set_kind("note");
  return memory;
}

Memory revised(const Memory& old, const Memory& change) {
  auto result = old;
  if (!change.text().empty())
    result.set_text(change.text());
  if (!change.kind().empty())
    result.set_kind(change.kind());
  if (change.has_importance())
    result.set_importance(change.importance());
  if (!change.valid_from().empty())
    result.set_valid_from(change.valid_from());
  if (!change.valid_to().empty())
    result.set_valid_to(change.valid_to());
  if (!change.scope().empty())
    result.set_scope(change.scope());
  if (change.has_fact())
    *result.mutable_fact() = change.fact();
  if (!change.tags().empty())
    *result.mutable_tags() = change.tags();
  if (!change.provenance().empty())
    *result.mutable_provenance() = change.provenance();
  return result;
}

} // namespace auren::memory

#include "actors/memory/fact_key.hpp"

#include <string_view>

namespace auren::memory {

namespace {

/// Units keep their case: "mg" is not "Mg".
void add_part(std::string& key, std::string_view text, bool fold_case) {
  bool gap = false;
  bool first = true;
  for (char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = true;
      continue;
    }
    if (gap && !first)
      key += ' ';
    gap = first = false;
    bool upper = fold_case && c >= 'A' && c <= 'Z';
    key += upper ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  key += '\x1f';
}

} // namespace

std::string fact_key(const Memory& memory) {
  std::string key;
  if (!memory.has_fact())
    return key;
  auto& fact = memory.fact();
  add_part(key, fact.subject(), true);
  add_part(key, fact.attribute(), true);
  add_part(key, fact.unit(), false);
  add_part(key, memory.scope(), false);
  return key;
}

} // namespace auren::memory

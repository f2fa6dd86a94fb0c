#include "actors/memory/vocabulary.hpp"

#include "actors/memory/tokens.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "embedded/vocabulary.hpp"

namespace auren::memory {

vocabulary vocabulary::parse(std::string_view json) {
  auto file = nlohmann::json::parse(json);
  vocabulary result;
  uint32_t number = 0;
  for (auto& members : file.at("concepts")) {
    for (auto& word : members)
      for (auto& stem : tokens(word.get<std::string>())) {
        auto& of = result.concepts[stem];
        if (std::ranges::find(of, number) == of.end())
          of.push_back(number);
      }
    ++number;
  }
  for (auto& word : file.at("common"))
    for (auto& stem : tokens(word.get<std::string>()))
      result.common.insert(stem);
  return result;
}

const vocabulary& vocabulary::built_in() {
  static const auto result = parse(embedded::vocabulary());
  return result;
}

} // namespace auren::memory

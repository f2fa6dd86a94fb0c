#include "actors/memory/porter.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace auren::memory {

namespace {

bool is_consonant(std::string_view word, size_t i) {
  switch (word[i]) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u': return false;
    case 'y': return i == 0 || !is_consonant(word, i - 1);
    default: return true;
  }
}

/// Porter's m: how often a vowel is followed by a consonant.
int measure(std::string_view word) {
  int result = 0;
  for (size_t i = 1; i < word.size(); ++i)
    result += !is_consonant(word, i - 1) && is_consonant(word, i);
  return result;
}

bool has_vowel(std::string_view word) {
  for (size_t i = 0; i < word.size(); ++i)
    if (!is_consonant(word, i))
      return true;
  return false;
}

bool ends_double(std::string_view word) {
  auto n = word.size();
  return n >= 2 && word[n - 1] == word[n - 2] && is_consonant(word, n - 1);
}

/// Consonant, vowel, consonant other than w, x, y: "hop", not "snow".
bool ends_cvc(std::string_view word) {
  auto n = word.size();
  return n >= 3 && is_consonant(word, n - 3) && !is_consonant(word, n - 2)
         && is_consonant(word, n - 1)
         && std::string_view{"wxy"}.find(word[n - 1]) == std::string_view::npos;
}

struct rule {
  std::string_view suffix;
  std::string_view becomes;
};

/// Applies the first rule whose suffix fits, if what stands before it has a
/// measure over `m`. Returns whether a suffix fitted.
bool replace(std::string& word, std::span<const rule> rules, int m) {
  for (auto& [suffix, becomes] : rules) {
    if (!word.ends_with(suffix))
      continue;
    auto before = word.size() - suffix.size();
    if (measure(std::string_view{word}.substr(0, before)) > m)
      word.replace(before, suffix.size(), becomes);
    return true;
  }
  return false;
}

// Plurals.
void step_1a(std::string& word) {
  static constexpr rule rules[]
    = {{"sses", "ss"}, {"ies", "i"}, {"ss", "ss"}, {"s", ""}};
  replace(word, rules, -1);
}

/// After "-ed" or "-ing" is gone: what the word looked like before it.
void tidy(std::string& word) {
  static constexpr rule rules[] = {{"at", "ate"}, {"bl", "ble"}, {"iz", "ize"}};
  if (replace(word, rules, -1))
    return;
  auto last = word.back();
  if (ends_double(word) && last != 'l' && last != 's' && last != 'z')
    word.pop_back();
  else if (measure(word) == 1 && ends_cvc(word))
    word += 'e';
}

void step_1b(std::string& word) {
  static constexpr rule agreed[] = {{"eed", "ee"}};
  if (replace(word, agreed, 0))
    return;
  for (std::string_view suffix : {"ed", "ing"}) {
    if (!word.ends_with(suffix))
      continue;
    auto before = word.size() - suffix.size();
    if (has_vowel(std::string_view{word}.substr(0, before))) {
      word.erase(before);
      tidy(word);
    }
    return;
  }
}

void step_1c(std::string& word) {
  if (word.back() == 'y'
      && has_vowel(std::string_view{word}.substr(0, word.size() - 1)))
    word.back() = 'i';
}

void step_2(std::string& word) {
  static constexpr rule rules[]
    = {{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},
       {"anci", "ance"},   {"izer", "ize"},    {"abli", "able"},
       {"alli", "al"},     {"entli", "ent"},   {"eli", "e"},
       {"ousli", "ous"},   {"ization", "ize"}, {"ation", "ate"},
       {"ator", "ate"},    {"alism", "al"},    {"iveness", "ive"},
       {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},
       {"iviti", "ive"},   {"biliti", "ble"}};
  replace(word, rules, 0);
}

void step_3(std::string& word) {
  static constexpr rule rules[]
    = {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
       {"ical", "ic"},  {"ful", ""},   {"ness", ""}};
  replace(word, rules, 0);
}

void step_4(std::string& word) {
  static constexpr rule rules[]
    = {{"al", ""},   {"ance", ""}, {"ence", ""}, {"er", ""},    {"ic", ""},
       {"able", ""}, {"ible", ""}, {"ant", ""},  {"ement", ""}, {"ment", ""},
       {"ent", ""},  {"ou", ""},   {"ism", ""},  {"ate", ""},   {"iti", ""},
       {"ous", ""},  {"ive", ""},  {"ize", ""}};
  if (!word.ends_with("sion") && !word.ends_with("tion")) {
    replace(word, rules, 1);
    return;
  }
  auto before = word.size() - 3; // The s or t belongs to the stem.
  if (measure(std::string_view{word}.substr(0, before)) > 1)
    word.erase(before);
}

void step_5(std::string& word) {
  std::string_view before{word.data(), word.size() - 1};
  if (word.back() == 'e') {
    auto m = measure(before);
    if (m > 1 || (m == 1 && !ends_cvc(before)))
      word.pop_back();
  }
  if (word.back() == 'l' && ends_double(word) && measure(word) > 1)
    word.pop_back();
}

} // namespace

std::string stem(std::string word) {
  auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (word.size() <= 2 || !std::ranges::all_of(word, is_letter))
    return word;
  step_1a(word);
  step_1b(word);
  step_1c(word);
  step_2(word);
  step_3(word);
  step_4(word);
  step_5(word);
  return word;
}

} // namespace auren::memory

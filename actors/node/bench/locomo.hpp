#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// The LoCoMo data set (Maharana et al., "Evaluating Very Long-Term
/// Conversational Memory of LLM Agents", ACL 2024) as a search sees it.
namespace auren::node::bench {

/// What one of two people said.
struct turn {
  std::string id;   ///< "D3:11": session and number.
  std::string text; ///< "Caroline: I went…"
  int64_t began_ms; ///< When the session began: turns have no time of theirs.
  int number;       ///< Of the turn in its session, from 0.
};

/// What is asked about a conversation, and where the answer is.
struct asked {
  std::string text;
  int category;                      ///< As the data numbers them, 1 to 5.
  std::vector<std::string> evidence; ///< Ids of turns that exist; not empty.
};

/// One conversation over many sessions.
struct conversation {
  std::string id;
  std::vector<turn> turns;
  std::vector<asked> questions;
};

/// Returns the name of a category: "single hop", "temporal"…
const char* category_name(int category);

/// Reads a file as locomo10.json is. Questions without a turn that exists as
/// evidence are left out. Throws std::exception when it is no such file.
std::vector<conversation> read_locomo(const std::string& path);

} // namespace auren::node::bench

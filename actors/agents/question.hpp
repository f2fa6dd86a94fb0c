#pragma once

#include "actors/agents/personas.hpp"
#include "messages/memory.pb.h"

#include <string>
#include <string_view>
#include <vector>

/// What a question asks for: pure, by words, no model.
namespace auren::agents {

/// What kind of answer is wanted.
enum class intent {
  state,   ///< How is it?
  why,     ///< Why is it so?
  trend,   ///< Which way does it go?
  compare, ///< This week against the last.
  helps,   ///< What goes with better values? What should I do?
  testing, ///< What is being tested?
  recall,  ///< What did I note?
};

/// A question, understood.
struct question {
  intent wants = intent::state;
  std::vector<std::string> metrics; ///< That it names, first named first.
  std::vector<std::string> domains; ///< Groups of those, each once.
  unsigned days = 7;                ///< The window that it speaks of.
};

/// Understands `text`. Metrics are found by the cast's words and by the names
/// and labels of the person's own metrics; longer names win over shorter.
question understood(std::string_view text, const cast& known,
                    const memory::Metrics& own);

} // namespace auren::agents

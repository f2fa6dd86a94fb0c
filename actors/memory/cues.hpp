#pragma once

#include "actors/memory/dates.hpp"
#include "messages/memory.pb.h"

#include <string>
#include <string_view>
#include <vector>

namespace auren::memory {

/// What a memory says besides its words.
struct cues {
  /// Who or what it is about: the name that it starts with ("Ann: …") and its
  /// tags, each as the words that it is searched by.
  std::vector<std::vector<std::string>> about;
  bool asks = false;       ///< It ends in a question and so holds no answer.
  bool tells_time = false; ///< It says when something was.
};

/// Returns the cues of a memory.
cues cues_of(const Memory& memory);

/// What a question wants besides words.
struct wish {
  std::vector<std::string> words; ///< In order, each once.
  std::vector<spoken_date> dates;
  bool wants_time = false; ///< It asks when.
};

/// Returns what `question` wants.
wish wish_of(std::string_view question);

/// What each cue adds to the relevance of a memory, as a share of it. Found
/// by trying on conversations that were not looked at afterwards.
inline constexpr double gain_about = 0.15;
inline constexpr double gain_time = 0.3;
inline constexpr double gain_date = 0.3;
inline constexpr double loss_asks = 0.1;

/// Returns the share that a memory of the instant `noted_ms` wins (or loses).
double gain(const wish& wanted, const cues& of, int64_t noted_ms);

} // namespace auren::memory

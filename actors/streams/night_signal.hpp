#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace auren::streams {

/// A night's resting heart rate, in whole beats as the method counts them.
struct night {
  int32_t day = 0;
  int bpm = 0;
};

/// What the method says of a night.
enum class night_alert : uint8_t { green, yellow, red };

/// Returns what NightSignal says of each night, and of single nights between
/// two others, which it fills in with their mean: red when this night and the
/// one before are at least 4 beats above the median of all nights up to
/// theirs, yellow when at least 3 (Alavi et al., Nat Med 28:175, 2022, in the
/// form of its authors' program for daily averages).
/// @param nights in the order of their days, each day once
std::vector<std::pair<night, night_alert>>
night_signal(std::span<const night> nights);

} // namespace auren::streams

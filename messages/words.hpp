#pragma once

#include <string>
#include <string_view>

/// Names and labels of metrics as they stand in sentences: pure.
namespace auren::words {

/// Returns a metric's name as words: "deep_sleep_min" as "deep sleep min".
std::string of_name(std::string_view name);

/// Returns a label as it stands inside a sentence: "Heart rate" as "heart
/// rate"; "REM sleep" and "HRV" stay.
std::string inside(std::string label);

/// Returns `text` as a sentence begins with it.
std::string capital(std::string text);

/// Returns when an effect is that many days after its cause: "the same day".
std::string days_later(int days);

} // namespace auren::words

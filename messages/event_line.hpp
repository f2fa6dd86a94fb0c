#pragma once

#include "messages/events.pb.h"
#include "messages/exports.pb.h"

#include <optional>
#include <string>
#include <string_view>

/// A person's record as lines of text that lose nothing: one JSON object a
/// line (NDJSON), the proto3 mapping of `auren.exports.Line` with the field
/// names as written.
namespace auren::exports {

/// What every export's first line says it is, and in which version.
inline constexpr std::string_view format_name = "auren.export";
inline constexpr uint32_t format_version = 1;

/// How the first line of every export begins.
inline constexpr std::string_view first_bytes
  = R"({"header":{"format":"auren.export")";

/// Returns `event` for an export: its payload decoded, or as bytes when it
/// does not decode to the same bits.
Event exported(const events::Event& event);

/// Returns the event that was exported, without tenant and person: the stream
/// is as it was.
/// @returns nothing when its type is unknown here or it does not decode
std::optional<events::Event> imported(const Event& line);

/// Returns `line` as one line of text, with its end.
std::string to_text(const Line& line);

/// Returns what one line of text says, or nothing.
std::optional<Line> parse_line(std::string_view text);

/// Returns the last line of an export of `events` events up to `position`;
/// `hash` is the SHA-256 of all bytes before it.
Line end_line(uint64_t events, uint64_t position, std::string hash);

} // namespace auren::exports

#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

/// JSON as the gateway speaks it: the proto3 mapping with the field names as
/// written, except that 64-bit integers are numbers and fields whose name
/// ends in `_json` are embedded as they are.
namespace auren::json {

/// Returns `message` as one JSON object. Fields without presence are always
/// written; `optional` and message fields only when they are set. Non-finite
/// numbers are left out: what is not known is absent. Maps are in the order of
/// their keys: the same message is the same text.
std::string write(const google::protobuf::Message& message);

/// Appends `text` as a JSON string, quotes included. Bytes that are not UTF-8
/// become U+FFFD.
void quote(std::string& out, std::string_view text);

/// Fills `message` from `text`; unknown fields are refused.
/// @returns why it is refused, in the sender's words, or nothing.
std::optional<std::string>
read(std::string_view text, google::protobuf::Message& message);

} // namespace auren::json

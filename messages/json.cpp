#include "messages/json.hpp"

#include <google/protobuf/util/json_util.h>

#include <charconv>
#include <cmath>
#include <map>

namespace auren::json {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

template <class Number>
void number(std::string& out, Number value) {
  char buffer[40];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

void object(std::string& out, const Message& message);

void hex(std::string& out, std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (unsigned char byte : bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  out += '"';
}

void text(std::string& out, const FieldDescriptor* field,
          const std::string& value) {
  if (field->type() == FieldDescriptor::TYPE_BYTES)
    hex(out, value);
  else if (field->name().ends_with("_json") && !value.empty())
    out += value;
  else
    quote(out, value);
}

/// Writes entry `i` of a repeated field, or the field itself when `i` is -1.
void value(std::string& out, const Message& m, const FieldDescriptor* f,
           int i) {
  auto* r = m.GetReflection();
  auto pick = [&](auto one, auto many) {
    return i < 0 ? (r->*one)(m, f) : (r->*many)(m, f, i);
  };
  switch (f->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return number(out,
                    pick(&Reflection::GetInt32, &Reflection::GetRepeatedInt32));
    case FieldDescriptor::CPPTYPE_INT64:
      return number(out,
                    pick(&Reflection::GetInt64, &Reflection::GetRepeatedInt64));
    case FieldDescriptor::CPPTYPE_UINT32:
      return number(
        out, pick(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
    case FieldDescriptor::CPPTYPE_UINT64:
      return number(
        out, pick(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return number(
        out, pick(&Reflection::GetDouble, &Reflection::GetRepeatedDouble));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return number(out,
                    pick(&Reflection::GetFloat, &Reflection::GetRepeatedFloat));
    case FieldDescriptor::CPPTYPE_BOOL:
      out += pick(&Reflection::GetBool, &Reflection::GetRepeatedBool) ? "true"
                                                                      : "false";
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      return quote(
        out, pick(&Reflection::GetEnum, &Reflection::GetRepeatedEnum)->name());
    case FieldDescriptor::CPPTYPE_STRING:
      return text(out, f,
                  pick(&Reflection::GetString, &Reflection::GetRepeatedString));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return object(out, i < 0 ? r->GetMessage(m, f)
                               : r->GetRepeatedMessage(m, f, i));
  }
}

/// In the order of the keys: the library's own order differs each time.
void map(std::string& out, const Message& m, const FieldDescriptor* f) {
  auto* r = m.GetReflection();
  std::map<std::string, const Message*> entries;
  for (int i = 0; i < r->FieldSize(m, f); ++i) {
    auto& entry = r->GetRepeatedMessage(m, f, i);
    auto* key = entry.GetDescriptor()->map_key();
    entries.emplace(entry.GetReflection()->GetString(entry, key), &entry);
  }
  out += '{';
  for (auto& [key, entry] : entries) {
    if (out.back() != '{')
      out += ',';
    quote(out, key);
    out += ':';
    value(out, *entry, entry->GetDescriptor()->map_value(), -1);
  }
  out += '}';
}

void list(std::string& out, const Message& m, const FieldDescriptor* f) {
  out += '[';
  for (int i = 0; i < m.GetReflection()->FieldSize(m, f); ++i) {
    if (i > 0)
      out += ',';
    value(out, m, f, i);
  }
  out += ']';
}

bool written(const Message& m, const FieldDescriptor* f) {
  if (f->is_repeated())
    return true;
  auto* r = m.GetReflection();
  if (f->has_presence())
    return r->HasField(m, f);
  if (f->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE)
    return std::isfinite(r->GetDouble(m, f));
  return !f->name().ends_with("_json") || !r->GetString(m, f).empty();
}

/// A field named `data_json` is called `data` on the outside.
std::string_view outside_name(const FieldDescriptor* f) {
  std::string_view name = f->name();
  return name.ends_with("_json") ? name.substr(0, name.size() - 5) : name;
}

void object(std::string& out, const Message& message) {
  out += '{';
  auto* type = message.GetDescriptor();
  bool first = true;
  for (int i = 0; i < type->field_count(); ++i) {
    auto* field = type->field(i);
    if (!written(message, field))
      continue;
    if (!std::exchange(first, false))
      out += ',';
    quote(out, outside_name(field));
    out += ':';
    if (field->is_map())
      map(out, message, field);
    else if (field->is_repeated())
      list(out, message, field);
    else
      value(out, message, field, -1);
  }
  out += '}';
}

/// Length of the UTF-8 sequence at `i`, or 0 when there is none.
size_t sequence(std::string_view s, size_t i) {
  auto lead = static_cast<unsigned char>(s[i]);
  size_t n = lead < 0x80       ? 1
             : lead >> 5 == 6  ? 2
             : lead >> 4 == 14 ? 3
             : lead >> 3 == 30 ? 4
                               : 0;
  if (n == 0 || i + n > s.size())
    return 0;
  for (size_t k = 1; k < n; ++k)
    if ((static_cast<unsigned char>(s[i + k]) >> 6) != 2)
      return 0;
  return n;
}

} // namespace

void quote(std::string& out, std::string_view s) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<unsigned char>(s[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += s[i++];
    } else if (c < 0x20) {
      out += "\\u00";
      out += digits[c >> 4];
      out += digits[c & 15];
      ++i;
    } else if (auto n = sequence(s, i); n > 0) {
      out.append(s, i, n);
      i += n;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  out += '"';
}

std::string write(const Message& message) {
  std::string out;
  out.reserve(256);
  object(out, message);
  return out;
}

std::optional<std::string> read(std::string_view text, Message& message) {
  auto status = google::protobuf::util::JsonStringToMessage(
    google::protobuf::StringPiece{text.data(), text.size()}, &message);
  if (status.ok())
    return std::nullopt;
  return "the body is not the JSON object this route reads";
}

} // namespace auren::json

#include "gateway/http/docs.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace auren::http {

namespace {

using document = nlohmann::json;

std::string escaped(std::string_view text) {
  std::string out;
  for (auto c : text)
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  return out;
}

/// A schema in a few words: a link, a list of them, or its type.
std::string type_of(const document& schema) {
  if (schema.contains("$ref")) {
    auto name = schema["$ref"].get<std::string>();
    name = escaped(name.substr(name.rfind('/') + 1));
    return fmt::format("<a href=\"#{0}\">{0}</a>", name);
  }
  if (schema.contains("enum"))
    return escaped(fmt::format(
      "{}", fmt::join(schema["enum"].get<std::vector<std::string>>(), " | ")));
  auto type = schema.value("type", "");
  if (type == "array")
    return "list of " + type_of(schema["items"]);
  if (schema.contains("additionalProperties"))
    return "map of " + type_of(schema["additionalProperties"]);
  return escaped(type);
}

/// The message in a request's or a reply's content, if it is described.
std::string body_of(const document& holder) {
  auto content = holder.find("content");
  if (content == holder.end() || content->empty())
    return {};
  return type_of(content->begin().value()["schema"]);
}

std::string operation(const std::string& method, const std::string& path,
                      const document& one) {
  auto out = fmt::format("<li><h3><b>{}</b> <code>{}</code></h3><p>{}</p>",
                         escaped(method), escaped(path),
                         escaped(one.value("summary", "")));
  if (one.contains("requestBody"))
    if (auto body = body_of(one["requestBody"]); !body.empty())
      out += "<p>takes " + body + "</p>";
  for (auto& [status, reply] : one["responses"].items())
    if (auto body = body_of(reply); !body.empty())
      out += fmt::format("<p>{} {}</p>", escaped(status), body);
  if (auto scope = one.value("x-scope", ""); !scope.empty())
    out += fmt::format("<p>scope <code>{}</code></p>", escaped(scope));
  return out + "</li>";
}

std::string message(const std::string& name, const document& schema) {
  auto out = fmt::format("<h3 id=\"{0}\">{0}</h3><dl>", escaped(name));
  for (auto& [field, type] : schema["properties"].items())
    out += fmt::format("<dt><code>{}</code></dt><dd>{}</dd>", escaped(field),
                       type_of(type));
  return out + "</dl>";
}

} // namespace

std::string docs_page(std::string_view openapi_json) {
  auto api = document::parse(openapi_json);
  std::string out = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
                    "<meta name=\"viewport\" content=\"width=device-width\">"
                    "<title>AUREN: its API</title>"
                    "<link rel=\"stylesheet\" href=\"/docs.css\">"
                    "<main><h1>AUREN: its API</h1><p>For programs: "
                    "<a href=\"/openapi.json\">/openapi.json</a></p><ul>";
  for (auto& [path, methods] : api["paths"].items())
    for (auto& [method, one] : methods.items())
      out += operation(method, path, one);
  out += "</ul><h2>Messages</h2>";
  for (auto& [name, schema] : api["components"]["schemas"].items())
    out += message(name, schema);
  return out + "</main></html>";
}

} // namespace auren::http

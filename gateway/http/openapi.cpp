#include "gateway/http/openapi.hpp"

#include <google/protobuf/descriptor.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace auren::http {

namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using document = nlohmann::json;

/// Collects the schemas that a description refers to.
class schemas {
public:
  document reference(const Descriptor* message) {
    if (seen_.insert(message->full_name()).second)
      made_[message->full_name()] = object(message);
    return {{"$ref", "#/components/schemas/" + message->full_name()}};
  }

  document take() {
    return std::move(made_);
  }

private:
  document object(const Descriptor* message) {
    document properties = document::object();
    for (int i = 0; i < message->field_count(); ++i) {
      auto* field = message->field(i);
      auto name = field->name();
      if (name == "context") // from the request itself, never from its body
        continue;
      bool embedded = name.ends_with("_json");
      if (embedded)
        name.resize(name.size() - 5);
      properties[name] = embedded ? document{{"type", "object"}} : whole(field);
    }
    return {{"type", "object"}, {"properties", std::move(properties)}};
  }

  document whole(const FieldDescriptor* field) {
    if (field->is_map())
      return {
        {"type", "object"},
        {"additionalProperties", one(field->message_type()->map_value())}};
    if (field->is_repeated())
      return {{"type", "array"}, {"items", one(field)}};
    return one(field);
  }

  document one(const FieldDescriptor* field) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL: return {{"type", "boolean"}};
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT: return {{"type", "number"}};
      case FieldDescriptor::CPPTYPE_STRING: return {{"type", "string"}};
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return reference(field->message_type());
      case FieldDescriptor::CPPTYPE_ENUM: {
        document names = document::array();
        for (int i = 0; i < field->enum_type()->value_count(); ++i)
          names.push_back(field->enum_type()->value(i)->name());
        return {{"type", "string"}, {"enum", std::move(names)}};
      }
      default: return {{"type", "integer"}};
    }
  }

  std::set<std::string> seen_;
  document made_ = document::object();
};

document content(schemas& all, const std::string& name) {
  auto* message = DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  auto schema = message != nullptr ? all.reference(message)
                                   : document{{"type", "object"}};
  return {{"application/json", {{"schema", std::move(schema)}}}};
}

document parameters_of(const std::string& pattern) {
  document result = document::array();
  for (auto open = pattern.find('{'); open != std::string::npos;
       open = pattern.find('{', open + 1)) {
    auto close = pattern.find('}', open);
    result.push_back({{"name", pattern.substr(open + 1, close - open - 1)},
                      {"in", "path"},
                      {"required", true},
                      {"schema", {{"type", "string"}}}});
  }
  return result;
}

document operation(schemas& all, const route& one) {
  document result{{"summary", one.summary}, {"responses", document::object()}};
  auto& responses = result["responses"];
  document success{{"description", "Done."}};
  if (!one.reply.empty())
    success["content"] = content(all, one.reply);
  responses[one.method == "POST" && !one.request.empty() ? "201" : "200"]
    = success;
  responses["default"]
    = {{"description", "Why it was refused (RFC 9457)."},
       {"content",
        {{"application/problem+json",
          {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  if (!one.request.empty())
    result["requestBody"]
      = {{"required", true}, {"content", content(all, one.request)}};
  if (auto inside = parameters_of(one.pattern); !inside.empty())
    result["parameters"] = std::move(inside);
  if (!one.scope.empty())
    result["x-scope"] = one.scope;
  return result;
}

document problem_schema() {
  document text{{"type", "string"}};
  return {{"type", "object"},
          {"properties",
           {{"type", text},
            {"title", text},
            {"status", {{"type", "integer"}}},
            {"detail", text},
            {"code", text}}}};
}

} // namespace

std::string openapi(const std::vector<route>& table) {
  schemas all;
  document paths = document::object();
  for (auto& one : table) {
    auto method = one.method;
    std::ranges::transform(method, method.begin(), [](unsigned char c) {
      return static_cast<char>(std::tolower(c));
    });
    paths[one.pattern][method] = operation(all, one);
  }
  auto components = all.take();
  components["Problem"] = problem_schema();
  return document{{"openapi", "3.1.0"},
                  {"info", {{"title", "AUREN"}, {"version", "1"}}},
                  {"paths", std::move(paths)},
                  {"components", {{"schemas", std::move(components)}}}}
    .dump();
}

} // namespace auren::http

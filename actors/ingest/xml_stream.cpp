#include "actors/ingest/xml_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <expat.h>
#include <new>

namespace auren::ingest {

namespace {

constexpr int max_depth = 64;
constexpr int64_t max_element = 4 << 20;
constexpr size_t chunk = 256 << 10; // so that a huge element is seen early

} // namespace

std::string_view xml_attributes::get(std::string_view name) const {
  for (auto** pair = pairs_; *pair; pair += 2)
    if (name == pair[0])
      return pair[1];
  return {};
}

struct xml_stream::inside {
  explicit inside(listener& to) : out(to), parser(XML_ParserCreate(nullptr)) {
    if (!parser)
      throw std::bad_alloc{};
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetEntityDeclHandler(parser, on_entity);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    XML_SetExternalEntityRefHandler(parser, on_external);
  }

  ~inside() {
    XML_ParserFree(parser);
  }

  inside(const inside&) = delete;
  inside& operator=(const inside&) = delete;

  void refuse(std::string_view detail) {
    if (!fault)
      fault = {errc::refused, std::string{detail}};
    XML_StopParser(parser, XML_FALSE);
  }

  static inside& of(void* self) {
    return *static_cast<inside*>(self);
  }

  static void on_start(void* self, const char* name, const char** pairs) {
    auto& in = of(self);
    if (++in.depth > max_depth)
      return in.refuse("the XML is nested too deeply");
    in.out.start(name, xml_attributes{pairs});
  }

  static void on_end(void* self, const char* name) {
    --of(self).depth;
    of(self).out.end(name);
  }

  static void on_entity(void* self, const char*, int, const char*, int,
                        const char*, const char*, const char*, const char*) {
    of(self).refuse("the XML declares entities; no health export does");
  }

  static void
  on_doctype(void* self, const char*, const char* system, const char*, int) {
    if (system)
      of(self).refuse("the XML refers to another file");
  }

  static int on_external(XML_Parser parser, const char*, const char*,
                         const char*, const char*) {
    of(XML_GetUserData(parser)).refuse("the XML refers to another file");
    return XML_STATUS_ERROR;
  }

  listener& out;
  XML_Parser parser;
  refusal fault;
  int depth = 0;
  int64_t fed = 0;
};

xml_stream::xml_stream(listener& to) : inside_(std::make_unique<inside>(to)) {
  // nop
}

xml_stream::~xml_stream() = default;

refusal xml_stream::parse(std::string_view bytes, bool last) {
  auto& in = *inside_;
  if (in.fault)
    return in.fault;
  in.fed += static_cast<int64_t>(bytes.size());
  auto size = static_cast<int>(bytes.size());
  if (XML_Parse(in.parser, bytes.data(), size, last) == XML_STATUS_OK) {
    if (in.fed - XML_GetCurrentByteIndex(in.parser) > max_element)
      in.fault = {errc::refused, "an XML element is longer than 4 MiB"};
    return in.fault;
  }
  if (in.fault)
    return in.fault;
  auto error = XML_GetErrorCode(in.parser);
  in.fault.code = errc::invalid_message;
  in.fault.detail = last && in.depth > 0
                      ? "the file ends in the middle; what came before is kept"
                      : fmt::format("line {} is not well-formed XML: {}",
                                    XML_GetCurrentLineNumber(in.parser),
                                    XML_ErrorString(error));
  return in.fault;
}

refusal xml_stream::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    auto part = bytes.substr(0, chunk);
    if (auto fault = parse(part, false))
      return fault;
    bytes.remove_prefix(part.size());
  }
  return {};
}

refusal xml_stream::finish() {
  return parse({}, true);
}

} // namespace auren::ingest

#pragma once

#include <google/protobuf/message.h>

#include <random>
#include <string>

namespace auren::test {

/// Fills every field but maps with something that is not its default, three
/// messages deep.
inline void
fill(google::protobuf::Message& m, std::mt19937& random, int depth = 0) {
  using google::protobuf::FieldDescriptor;
  auto* r = m.GetReflection();
  for (int i = 0; i < m.GetDescriptor()->field_count(); ++i) {
    auto* f = m.GetDescriptor()->field(i);
    auto number = static_cast<int>(random() % 1000 + 1);
    auto text = "t" + std::to_string(number);
    if (f->is_map() || (f->message_type() != nullptr && depth > 2))
      continue;
    bool many = f->is_repeated();
    switch (f->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        many ? r->AddInt32(&m, f, number) : r->SetInt32(&m, f, number);
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        many ? r->AddInt64(&m, f, number) : r->SetInt64(&m, f, number);
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        many ? r->AddUInt32(&m, f, 7) : r->SetUInt32(&m, f, 7);
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        many ? r->AddUInt64(&m, f, 8) : r->SetUInt64(&m, f, 8);
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        many ? r->AddDouble(&m, f, 1.5) : r->SetDouble(&m, f, number / 3.0);
        break;
      case FieldDescriptor::CPPTYPE_FLOAT:
        if (many)
          r->AddFloat(&m, f, 0.5f);
        break;
      case FieldDescriptor::CPPTYPE_BOOL: r->SetBool(&m, f, true); break;
      case FieldDescriptor::CPPTYPE_ENUM:
        many ? r->AddEnumValue(&m, f, 1) : r->SetEnumValue(&m, f, 1);
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        many ? r->AddString(&m, f, text) : r->SetString(&m, f, text);
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        fill(many ? *r->AddMessage(&m, f) : *r->MutableMessage(&m, f), random,
             depth + 1);
        break;
    }
  }
}

} // namespace auren::test

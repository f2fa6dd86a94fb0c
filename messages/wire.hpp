#pragma once

#include <caf/meta/load_callback.hpp>
#include <caf/meta/save_callback.hpp>
#include <caf/sec.hpp>
#include <google/protobuf/message_lite.h>

#include <limits>
#include <string>
#include <type_traits>

/// Lets CAF carry any Protobuf message. A stage opts in with one line:
/// `namespace auren::events { using wire::inspect; using wire::to_string; }`
/// Inside a process nothing is serialised; only crossing nodes is.
namespace auren::wire {

template <class T>
using if_protobuf
  = std::enable_if_t<std::is_base_of_v<google::protobuf::MessageLite, T>>;

/// Protobuf defines the bytes, CAF moves them.
template <class Inspector, class T, class = if_protobuf<T>>
typename Inspector::result_type inspect(Inspector& f, T& msg) {
  std::string bytes;
  if constexpr (Inspector::reads_state) { // a serializer reads the message
    if (msg.ByteSizeLong() > std::numeric_limits<int>::max())
      return caf::make_error(caf::sec::invalid_argument, msg.GetTypeName());
    bytes = msg.SerializeAsString();
  }
  auto parse = [&]() -> caf::error {
    if (msg.ParseFromString(bytes))
      return caf::none;
    return caf::make_error(caf::sec::invalid_argument, msg.GetTypeName());
  };
  return f(bytes, caf::meta::load_callback(parse));
}

/// Names the message and its size; never its content, for logs hold no
/// health data.
template <class T, class = if_protobuf<T>>
std::string to_string(const T& msg) {
  return msg.GetTypeName() + "[" + std::to_string(msg.ByteSizeLong()) + "B]";
}

} // namespace auren::wire

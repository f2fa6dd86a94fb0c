#include "messages/message_types.hpp"

#include "messages/type_ids.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/binary_deserializer.hpp>
#include <caf/binary_serializer.hpp>
#include <caf/detail/dynamic_message_data.hpp>
#include <caf/message.hpp>

namespace auren::wire {

namespace {

/// "auren::events::Append"
std::string name_for_caf(const google::protobuf::Message& from) {
  std::string name;
  for (char letter : from.GetTypeName())
    name += letter == '.' ? "::" : std::string(1, letter);
  return name;
}

} // namespace

// Here and nowhere else: for every type it instantiates all that CAF may do
// with a value, which takes the compiler a minute.
void add_message_types(caf::actor_system_config& config) {
  config.add_message_types<caf::id_block::auren>();
}

std::unique_ptr<google::protobuf::Message>
new_message(const std::string& name) {
  using namespace google::protobuf;
  const auto* type
    = DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  if (type == nullptr)
    return nullptr;
  return std::unique_ptr<Message>{
    MessageFactory::generated_factory()->GetPrototype(type)->New()};
}

// The way that a message from another node takes: it needs no type.
std::optional<caf::message>
carried(caf::actor_system& system, const google::protobuf::Message& from) {
  auto value = system.types().make_value(name_for_caf(from));
  if (!value)
    return std::nullopt;
  auto bytes = from.SerializeAsString();
  std::vector<char> buffer;
  caf::binary_serializer sink{system, buffer};
  if (sink(bytes))
    return std::nullopt;
  caf::binary_deserializer source{system, buffer};
  if (value->load(source))
    return std::nullopt;
  auto data = caf::make_counted<caf::detail::dynamic_message_data>();
  data->append(std::move(value));
  return caf::message{caf::message::data_ptr{std::move(data)}};
}

} // namespace auren::wire

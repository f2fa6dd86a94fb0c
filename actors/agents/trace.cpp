#include "actors/agents/trace.hpp"

#include "messages/ids.hpp"
#include "messages/time.hpp"

namespace auren::agents {

std::string agents_stream(const std::string& person) {
  return "person/" + person + "/agents";
}

events::Event event_of(const Context& context, const std::string& type,
                       const google::protobuf::Message& payload) {
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_tenant(context.tenant());
  event.set_person(context.person());
  event.set_stream(agents_stream(context.person()));
  event.set_type(type);
  event.set_occurred_at_us(time::now_us());
  event.set_trace_id(context.trace_id());
  event.set_algorithm("orchestrator/1");
  event.set_payload(payload.SerializeAsString());
  return event;
}

events::Event
acted(const Context& context, const std::string& type, const std::string& agent,
      const std::string& answer_id, const std::string& text) {
  AgentActed fact;
  fact.set_agent(agent);
  fact.set_answer_id(answer_id);
  fact.set_text(text);
  return event_of(context, type, fact);
}

} // namespace auren::agents

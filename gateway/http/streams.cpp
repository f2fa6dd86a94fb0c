#include "gateway/http/api.hpp"
#include "gateway/http/connection.hpp"
#include "messages/ids.hpp"
#include "messages/json_depth.hpp"

#include <caf/all.hpp>
#include <nlohmann/json.hpp>

namespace auren::http {

namespace {

/// A WebSocket as an outlet.
class socket_outlet : public outlet {
public:
  explicit socket_outlet(std::shared_ptr<edge::session> socket)
    : socket_(std::move(socket)) {
    // nop
  }
  bool send(std::string frame) override {
    return socket_->send(std::make_shared<const std::string>(std::move(frame)));
  }
  size_t queued_bytes() const override {
    return socket_->queued_bytes();
  }
  void close() override {
    socket_->close(1000, "");
  }

private:
  std::shared_ptr<edge::session> socket_;
};

/// A stream of server-sent events as an outlet.
class sse_outlet : public outlet {
public:
  explicit sse_outlet(std::shared_ptr<edge::stream_writer> writer)
    : writer_(std::move(writer)) {
    // nop
  }
  bool send(std::string frame) override {
    return writer_->write("data: " + frame + "\n\n");
  }
  size_t queued_bytes() const override {
    return writer_->buffered();
  }
  void close() override {
    writer_->finish();
  }

private:
  std::shared_ptr<edge::stream_writer> writer_;
};

/// What one listener's callbacks share: its actor, once it is there.
struct listener {
  streams::connection_actor actor;
  std::string id = ids::dashed(ids::uuid7());
  Context who;
};

std::string error_frame(std::string_view detail) {
  std::string out = "{\"error\":{\"code\":\"invalid_message\",\"detail\":";
  json::quote(out, detail);
  return out + "}}";
}

/// Reads the `subscribe` object of a client's frame.
std::optional<streams::Subscribe> read_subscribe(const nlohmann::json& frame) {
  auto& wish = frame["subscribe"];
  if (!wish.is_object())
    return std::nullopt;
  streams::Subscribe command;
  auto texts = [&](const char* name, auto&& add) {
    auto list = wish.value(name, nlohmann::json::array());
    if (!list.is_array() || list.size() > 100)
      return false;
    for (auto& one : list)
      if (!one.is_string() || !add(one.template get<std::string>()))
        return false;
    return true;
  };
  bool good = texts("classes", [&](const std::string& name) {
    events::Class::Value value{};
    if (!events::Class::Value_Parse(name, &value))
      return false;
    command.add_classes(value);
    return true;
  });
  good = good && texts("types", [&](std::string name) {
           command.add_types(std::move(name));
           return true;
         });
  good = good && texts("agents", [&](std::string name) {
           command.add_agents(std::move(name));
           return true;
         });
  if (auto after = frame.find("after"); good && after != frame.end()) {
    good = after->is_number_unsigned();
    if (good)
      command.set_after(after->get<uint64_t>());
  }
  return good ? std::optional{command} : std::nullopt;
}

void subscribe(const api& use, const std::shared_ptr<listener>& who,
               streams::Subscribe command) {
  *command.mutable_context() = who->who;
  command.mutable_context()->clear_deadline_ms();
  command.set_connection(who->id);
  use.run([hub = use.links().hub, who, command](caf::event_based_actor* self) {
    self
      ->request(hub, default_patience, command,
                caf::actor_cast<caf::strong_actor_ptr>(who->actor))
      .then([](const streams::Subscribed&) {},
            [who](const caf::error&) {
              caf::anon_send_exit(who->actor, caf::exit_reason::user_shutdown);
            });
  });
}

/// Says hello with the position from which `after` can go on.
void greet(const api& use, std::shared_ptr<outlet> out) {
  use.run([out, hub = use.links().hub,
           server = use.options().server](caf::event_based_actor* self) {
    self->request(hub, default_patience, streams::AskStreamStats{})
      .then(
        [out, server](const streams::StreamStats& stats) {
          std::string hello
            = "{\"hello\":{\"position\":" + std::to_string(stats.position())
              + ",\"server\":";
          json::quote(hello, server);
          out->send(hello + "}}");
        },
        [out](const caf::error&) { out->close(); });
  });
}

/// Whoever opens the stream will ask next: their actors wake meanwhile, and
/// nobody waits for it.
void warm(const api& use, const listener& who) {
  memory::Warm command;
  *command.mutable_context() = who.who;
  command.mutable_context()->clear_deadline_ms();
  use.run([people = use.links().people, command](caf::event_based_actor* self) {
    self->request(people, default_patience, command)
      .then([](const memory::Warmed&) {}, [](const caf::error&) {});
  });
}

void hear(const api& use, const std::shared_ptr<listener>& who,
          const std::shared_ptr<edge::session>& socket, std::string_view text) {
  auto say = [&](std::string frame) {
    socket->send(std::make_shared<const std::string>(std::move(frame)));
  };
  if (json::deeper_than(text))
    return say(error_frame("a frame nests too deep"));
  auto frame = nlohmann::json::parse(text, nullptr, false);
  if (!frame.is_object())
    return say(error_frame("a frame is one JSON object"));
  if (frame.contains("ping"))
    return say("{\"pong\":" + frame["ping"].dump() + '}');
  if (!frame.contains("subscribe"))
    return say(error_frame("a frame holds subscribe or ping"));
  if (auto command = read_subscribe(frame))
    return subscribe(use, who, std::move(*command));
  say(error_frame("subscribe has classes, types and agents (lists of text), "
                  "after is a position"));
}

std::optional<edge::response> open_socket(const api& use, const call& asked) {
  auto who = std::make_shared<listener>();
  who->who = use.context_of(asked);
  edge::websocket_events on;
  on.on_open = [&use, who](const std::shared_ptr<edge::session>& socket) {
    auto out = std::make_shared<socket_outlet>(socket);
    who->actor = use.system().spawn(connection, out, who->id, use.links().hub);
    warm(use, *who);
    greet(use, out);
  };
  on.on_text
    = [&use, who](const std::shared_ptr<edge::session>& socket,
                  std::string_view text) { hear(use, who, socket, text); };
  on.on_drained = [who](const std::shared_ptr<edge::session>&) {
    caf::anon_send(caf::actor_cast<caf::actor>(who->actor), caf::ok_atom_v);
  };
  on.on_close = [who](const std::shared_ptr<edge::session>&) {
    caf::anon_send_exit(who->actor, caf::exit_reason::user_shutdown);
    who->actor = nullptr;
  };
  asked.exchange->upgrade(std::move(on));
  return std::nullopt;
}

/// Reads what an SSE client wants from its query and `Last-Event-ID`.
std::optional<streams::Subscribe> read_query(const call& asked) {
  streams::Subscribe command;
  for (auto& [name, value] : asked.asked().query) {
    events::Class::Value urgency{};
    if (name == "types")
      command.add_types(value);
    else if (name == "agents")
      command.add_agents(value);
    else if (name == "classes" && !events::Class::Value_Parse(value, &urgency))
      return std::nullopt;
    else if (name == "classes")
      command.add_classes(urgency);
  }
  auto after = number_of(asked, "after", UINT64_MAX);
  if (!after)
    return std::nullopt;
  if (*after != UINT64_MAX)
    command.set_after(*after);
  return command;
}

std::optional<edge::response> open_sse(const api& use, const call& asked) {
  auto command = read_query(asked);
  if (!command)
    return edge::problem(errc::invalid_message,
                         "classes, types, agents and after are read here");
  auto who = std::make_shared<listener>();
  who->who = use.context_of(asked);
  auto writer = asked.exchange->event_stream();
  if (writer == nullptr)
    return std::nullopt;
  auto out = std::make_shared<sse_outlet>(writer);
  who->actor = use.system().spawn(connection, out, who->id, use.links().hub);
  writer->on_drained([who] {
    caf::anon_send(caf::actor_cast<caf::actor>(who->actor), caf::ok_atom_v);
  });
  writer->on_closed([who] {
    caf::anon_send_exit(who->actor, caf::exit_reason::user_shutdown);
  });
  warm(use, *who);
  greet(use, out);
  subscribe(use, who, std::move(*command));
  return std::nullopt;
}

std::optional<edge::response> predict(const api& use, const call& asked) {
  streams::AskForecast question;
  question.set_metric(std::string{asked.query("metric")});
  auto days = number_of(asked, "days", 7);
  if (question.metric().empty())
    return edge::problem(errc::invalid_message, "which metric?");
  if (!days || *days == 0 || *days > 14)
    return edge::problem(errc::invalid_message,
                         "days is a number from 1 to 14");
  question.set_days(static_cast<uint32_t>(*days));
  return use.ask<streams::Forecast>(asked, use.links().people,
                                    std::move(question));
}

} // namespace

std::vector<route> streams_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/stream",
     .scope = "stream:read",
     .summary = "The live stream as a WebSocket (auren.v1.json).",
     .quick = true,
     .handle = [&use](const call& c) { return open_socket(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/stream/sse",
     .scope = "stream:read",
     .summary = "The live stream as server-sent events.",
     .handle = [&use](const call& c) { return open_sse(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/alerts",
     .scope = "samples:read",
     .summary = "What stands out, and what each detector says of the last day.",
     .reply = "auren.streams.Alerts",
     .handle =
       [&use](const call& c) {
         return use.ask<streams::Alerts>(c, use.links().people,
                                         streams::ListAlerts{});
       }},
    {.method = "GET",
     .pattern = "/api/v1/forecast",
     .scope = "samples:read",
     .summary = "The next days of a metric with 90 % intervals, or why not.",
     .reply = "auren.streams.Forecast",
     .handle = [&use](const call& c) { return predict(use, c); }},
  };
}

} // namespace auren::http

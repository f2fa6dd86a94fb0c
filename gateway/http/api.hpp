#pragma once

#include "actors/deadline.hpp"
#include "actors/interfaces.hpp"
#include "gateway/http/router.hpp"
#include "messages/json.hpp"
#include "messages/type_ids.hpp"

#include <caf/actor_system.hpp>
#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace auren::http {

/// Something to do inside the bridge: ask an actor, answer an exchange.
using errand = std::function<void(caf::event_based_actor*)>;

/// GATEWAY: asks the actors on behalf of the edge and answers its exchanges.
/// It never blocks; what it waits for is bounded by the request's deadline.
caf::behavior gateway_actor(caf::event_based_actor* self);

/// Whom the routes talk to. All handles are stable addresses.
struct api_links {
  people::people_actor people;
  ingest::gate_actor gate;
  ingest::imports_actor imports;
  events::feed_actor feed;
  knowledge::sharing_actor sharing;
  streams::hub_actor hub;
  people::eraser_actor eraser;
  node::operator_actor op;
};

/// What the routes need of the node they run in.
struct api_options {
  std::chrono::milliseconds deadline{10'000}; ///< For one request.
  /// Where an upload of somebody waits to be read by the import of that id.
  std::function<std::filesystem::path(const Context&, const std::string&)>
    upload_path;
  uint64_t import_limit = 4ull << 30; ///< Bytes of one upload.
  std::string server;                 ///< "auren/0.1.0"
};

/// What every route shares. Lives as long as the router does.
class api {
public:
  api(caf::actor_system& system, api_links links, api_options how);

  const api_links& links() const {
    return links_;
  }
  const api_options& options() const {
    return options_;
  }
  caf::actor_system& system() const {
    return system_;
  }

  /// Returns who asks, with the deadline of this request.
  Context context_of(const call& asked) const;

  /// Runs `what` in one of the gateway actors.
  void run(errand what) const;

  /// Ends the gateway actors; what they wait for is answered as internal.
  void stop();

  /// Sends `question` (its context is set here) to `who` and answers `asked`
  /// with what `render` makes of the reply, or with the problem.
  template <class Reply, class Handle, class Question, class Render>
  void ask(const call& asked, const Handle& who, Question question,
           Render render) const {
    *question.mutable_context() = context_of(asked);
    run([=, question = std::move(question)](caf::event_based_actor* self) {
      self->request(who, patience(question.context()), question)
        .then([asked, render](
                const Reply& reply) { asked.exchange->reply(render(reply)); },
              [asked](const caf::error& why) {
                asked.exchange->fail(code_of(why), auren::render(why));
              });
    });
  }

  /// The usual case: the reply as JSON, with `status`.
  template <class Reply, class Handle, class Question>
  std::optional<edge::response> ask(const call& asked, const Handle& who,
                                    Question question, int status = 200) const {
    ask<Reply>(asked, who, std::move(question), [status](const Reply& reply) {
      return edge::json(status, json::write(reply));
    });
    return std::nullopt;
  }

private:
  caf::actor_system& system_;
  api_links links_;
  api_options options_;
  std::vector<caf::actor> bridges_;
  mutable std::atomic<size_t> next_{0};
};

/// Returns the message that the body writes as JSON, or the problem.
template <class Message>
std::variant<Message, edge::response> body_of(const call& asked) {
  Message message;
  if (auto wrong = json::read(asked.asked().body, message))
    return edge::problem(errc::invalid_message, *wrong);
  return message;
}

/// Returns the query parameter `name` as a number: `otherwise` when it is
/// absent, nothing when it is none.
std::optional<uint64_t>
number_of(const call& asked, std::string_view name, uint64_t otherwise);

/// The route table, a part per stage, in the order of the way of the data.
std::vector<route> ingest_routes(const api& use);
std::vector<route> events_routes(const api& use);
std::vector<route> memory_routes(const api& use);
std::vector<route> hypotheses_routes(const api& use);
std::vector<route> experiments_routes(const api& use);
std::vector<route> knowledge_routes(const api& use);
std::vector<route> agents_routes(const api& use);
std::vector<route> streams_routes(const api& use);
std::vector<route> dashboard_routes(const api& use);
std::vector<route> people_routes(const api& use);
std::vector<route> node_routes(const api& use);
std::vector<route> admin_routes(const api& use);

/// Returns the whole table, `/openapi.json` included.
std::vector<route> all_routes(const api& use);

} // namespace auren::http

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::http::errand)

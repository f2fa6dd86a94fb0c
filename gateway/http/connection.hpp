#pragma once

#include "actors/interfaces.hpp"
#include "gateway/http/api.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <memory>
#include <string>
#include <vector>

namespace auren::http {

/// Where a listener's frames go: a WebSocket or a stream of SSE. Callable
/// from any thread; nothing blocks.
class outlet {
public:
  virtual ~outlet() = default;
  virtual bool send(std::string frame) = 0;
  virtual size_t queued_bytes() const = 0;
  virtual void close() = 0;
};

/// The connection's own mailbox also holds the edge's notice that everything
/// was written.
using connection_inside
  = streams::connection_actor::extend<caf::reacts_to<caf::ok_atom>>;

/// One listener on its way out.
struct connection_state {
  static inline constexpr const char* name = "connection";
  static constexpr size_t credit = 64u << 10; ///< Bytes that may be queued.

  std::shared_ptr<outlet> out;
  std::string id;
  std::vector<caf::typed_response_promise<streams::Delivered>> waiting;
  uint64_t position = 0;
};

/// Writes deliveries to `out` as frames of `/api/v1/stream`; answers when
/// the listener has taken enough of them. Overload: the hub sends nothing
/// more until then.
connection_inside::behavior_type
connection(connection_inside::stateful_pointer<connection_state> self,
           std::shared_ptr<outlet> out, std::string id, streams::hub_actor hub);

/// Returns `{"events":[…]}` and, before it, `{"dropped":…}` frames.
std::vector<std::string> frames_of(const streams::Deliver& delivery);

} // namespace auren::http

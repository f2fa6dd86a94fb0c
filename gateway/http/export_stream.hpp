#pragma once

#include "gateway/http/api.hpp"
#include "messages/events.pb.h"

#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <string>

struct evp_md_ctx_st; // OpenSSL's, which stays out of our headers

namespace auren::http {

/// The stream's mailbox: the edge's notice that all was written.
using export_stream_inside = caf::typed_actor<caf::reacts_to<caf::ok_atom>>;

/// SHA-256 over what was written, a piece at a time.
class running_hash {
public:
  running_hash();
  void add(std::string_view bytes);
  std::string finish();

private:
  struct closer {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, closer> context_;
};

/// One record on its way out.
struct export_stream_state {
  static inline constexpr const char* name = "export_stream";

  std::shared_ptr<edge::stream_writer> out;
  events::feed_actor feed;
  Context who;
  std::string program;
  uint64_t after = 0;
  uint64_t end = 0; ///< The log's end when it began; nothing after it.
  uint64_t events = 0;
  bool begun = false;
  bool read_all = false;
  bool done = false;  ///< The last line is in `text`.
  std::string text;   ///< What was rendered and not yet written…
  size_t written = 0; ///< …from here on.
  running_hash hash;
};

/// Writes the person's events after `after` to `out` as NDJSON
/// (`messages/event_line`), up to where the log ends now. It has a page in
/// hand and waits while the client is slow. When reading fails the last line
/// is missing: whoever reads knows that it is torn. Spawn it detached: to
/// render a page takes its time.
export_stream_inside::behavior_type
export_stream(export_stream_inside::stateful_pointer<export_stream_state> self,
              const api_links& links, std::string program,
              std::shared_ptr<edge::stream_writer> out, Context who,
              uint64_t after);

} // namespace auren::http

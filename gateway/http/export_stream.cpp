#include "gateway/http/export_stream.hpp"

#include "messages/event_line.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>
#include <google/protobuf/util/time_util.h>
#include <openssl/evp.h>

namespace auren::http {

namespace {

using namespace std::chrono_literals;
using pointer = export_stream_inside::stateful_pointer<export_stream_state>;

constexpr uint32_t page = 50;
constexpr size_t piece = 256u << 10; // four of them fill the edge's buffer
constexpr auto page_patience = 60s;

void say(export_stream_state& state, const exports::Line& line) {
  auto text = exports::to_text(line);
  state.hash.add(text);
  state.text += text;
}

void begin(export_stream_state& state, uint64_t head) {
  state.begun = true;
  state.end = head;
  exports::Line line;
  auto& header = *line.mutable_header();
  header.set_format(std::string{exports::format_name});
  header.set_version(exports::format_version);
  header.set_program(state.program);
  header.set_person(state.who.person());
  header.set_position(head);
  *header.mutable_exported_at()
    = google::protobuf::util::TimeUtil::MillisecondsToTimestamp(time::now_ms());
  say(state, line);
}

void take(export_stream_state& state, const events::Events& found) {
  if (!state.begun)
    begin(state, found.head());
  for (auto& event : found.events()) {
    if (event.position() > state.end)
      break;
    exports::Line line;
    *line.mutable_event() = exports::exported(event);
    say(state, line);
    state.after = event.position();
    ++state.events;
  }
  state.read_all = found.events().empty()
                   || found.events().rbegin()->position() >= state.end;
}

void pull(pointer self);

/// Writes as much as there is room for, then reads on or ends.
void write(pointer self) {
  auto& state = self->state;
  while (state.written < state.text.size()) {
    auto next = std::string_view{state.text}.substr(state.written, piece);
    if (!state.out->write(next)) {
      if (state.out->closed())
        self->quit(caf::exit_reason::user_shutdown);
      return; // until it is drained
    }
    state.written += next.size();
  }
  state.text.clear();
  state.written = 0;
  if (state.done) {
    state.out->finish();
    self->quit(caf::exit_reason::user_shutdown);
  } else if (state.read_all) {
    state.done = true;
    state.text = exports::to_text(
      exports::end_line(state.events, state.after, state.hash.finish()));
    write(self);
  } else {
    pull(self);
  }
}

void pull(pointer self) {
  auto& state = self->state;
  events::ReadLog question;
  *question.mutable_context() = state.who;
  question.set_after(state.after);
  question.set_limit(page);
  self->request(state.feed, page_patience, std::move(question))
    .then(
      [self](const events::Events& found) {
        take(self->state, found);
        write(self);
      },
      [self](const caf::error&) {
        self->quit(caf::exit_reason::user_shutdown);
      });
}

} // namespace

running_hash::running_hash() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
}

void running_hash::closer::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

void running_hash::add(std::string_view bytes) {
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

std::string running_hash::finish() {
  std::string hash(32, '\0');
  EVP_DigestFinal_ex(context_.get(),
                     reinterpret_cast<unsigned char*>(hash.data()), nullptr);
  return hash;
}

export_stream_inside::behavior_type
export_stream(pointer self, const api_links& links, std::string program,
              std::shared_ptr<edge::stream_writer> out, Context who,
              uint64_t after) {
  self->set_exception_handler([](std::exception_ptr&) -> caf::error {
    return caf::make_error(errc::internal);
  });
  auto& state = self->state;
  state.out = std::move(out);
  state.feed = links.feed;
  state.who = std::move(who);
  state.who.clear_deadline_ms();
  state.program = std::move(program);
  state.after = after;
  self->attach_functor([to = state.out] { to->finish(); });
  pull(self);
  return {
    [self](caf::ok_atom) {
      if (!self->state.text.empty())
        write(self);
    },
  };
}

} // namespace auren::http

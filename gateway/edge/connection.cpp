// The reading half of a connection: bytes in, requests to the handler.

#include "gateway/edge/connection.hpp"

#include "gateway/edge/gzip.hpp"
#include "gateway/edge/trace.hpp"
#include "messages/errc.hpp"

#include <boost/asio/ssl/error.hpp>

#include <algorithm>
#include <cstring>

namespace auren::edge {

namespace {

constexpr size_t least_buffer = 4 * 1024;
constexpr size_t most_buffer = 64 * 1024;

bool is_end(error_code error) {
  return error == asio::error::eof
         || error == asio::ssl::error::stream_truncated;
}

std::chrono::milliseconds to_ms(uint64_t bytes, uint64_t rate) {
  return std::chrono::milliseconds{bytes * 1000 / std::max<uint64_t>(1, rate)};
}

} // namespace

connection::connection(arrival from)
  : own_(std::move(from)), limit_(own_.in->how.limit), reader_(limit_) {
  // nop
}

void connection::start() {
  expect_within(limit_.head_time);
  if (!own_.in->tls)
    return read();
  phase_ = phase::handshake;
  own_.wire.secure(*own_.in->tls)
    .async_handshake(asio::ssl::stream_base::server,
                     [self = shared_from_this()](error_code error) {
                       if (error || self->phase_ == phase::closed)
                         return self->finish();
                       self->phase_ = phase::idle;
                       self->read();
                     });
}

void connection::read() {
  if (reading_ || phase_ == phase::closed)
    return;
  if (read_all_)
    return ended_by_client();
  make_room();
  if (to_ == in_.size())
    return; // as much pipelined as we hold: read on after the next answer
  reading_ = true;
  own_.wire.async_read_some(
    asio::buffer(in_.data() + to_, in_.size() - to_),
    [self = shared_from_this()](error_code error, size_t n) {
      self->received(error, n);
    });
}

void connection::make_room() {
  if (phase_ == phase::lingering || from_ == to_)
    from_ = to_ = 0;
  if (to_ < in_.size())
    return;
  if (from_ > 0) {
    std::memmove(in_.data(), in_.data() + from_, to_ - from_);
    to_ -= from_;
    from_ = 0;
  } else if (in_.size() < most_buffer) {
    in_.resize(std::max(least_buffer, in_.size() * 4));
  }
}

void connection::received(error_code error, size_t n) {
  reading_ = false;
  if (phase_ == phase::closed)
    return;
  to_ += n;
  if (error && !is_end(error))
    return finish();
  read_all_ = bool{error};
  if (phase_ == phase::lingering)
    return read();
  if (phase_ == phase::idle && !reader_.started() && n > 0)
    expect_within(limit_.head_time);
  if (phase_ == phase::body) {
    // A body that fills the buffer is a long one: read it in large pieces.
    if (to_ == in_.size() && from_ == 0 && in_.size() < most_buffer)
      in_.resize(most_buffer);
    body_bytes_ += n;
    expect_body();
  }
  advance();
  if (read_all_)
    ended_by_client();
}

void connection::ended_by_client() {
  switch (phase_) {
    case phase::body:
      return refuse(problem(errc::invalid_message, "The body ended early."));
    case phase::busy: return current_->end(false);
    case phase::disk:
    case phase::answering:
    case phase::closed: return;
    case phase::idle:
    case phase::handshake:
    case phase::streaming:
    case phase::lingering: return finish();
  }
}

void connection::advance() {
  while (step()) {
    // nop
  }
  if (!read_all_ && (phase_ == phase::idle || phase_ == phase::body))
    read();
}

bool connection::step() {
  if (phase_ != phase::idle && phase_ != phase::body)
    return false;
  std::string_view input{in_.data() + from_, to_ - from_};
  auto outcome = reader_.next(input);
  from_ = to_ - input.size();
  switch (outcome) {
    case request_reader::outcome::head: on_head(); return true;
    case request_reader::outcome::piece: return on_piece();
    case request_reader::outcome::whole: on_whole(); return false;
    case request_reader::outcome::refused:
      refuse(std::move(*reader_.refusal));
      return false;
    case request_reader::outcome::more: break;
  }
  if (std::exchange(owes_continue_, false))
    send({.text = "HTTP/1.1 100 Continue\r\n\r\n"});
  return false;
}

void connection::on_head() {
  auto& asked = reader_.asked;
  asked.remote = own_.remote;
  asked.received = std::chrono::system_clock::now();
  asked.trace_id = trace_id_of(asked.header("traceparent"));
  asked.tls = own_.in->tls.has_value();
  auto& rule_of = own_.in->how.rule;
  auto rule = rule_of ? rule_of(asked) : body_rule{};
  reader_.body_limit = rule.limit;
  if (auto why = judge(rule))
    return refuse(std::move(*why));
  if (reader_.frame.body == framing::kind::none)
    return;
  phase_ = phase::body;
  owes_continue_ = reader_.frame.expect_continue;
  body_start_ = steady_clock::now();
  body_bytes_ = 0;
  expect_body();
}

std::optional<response> connection::judge(const body_rule& rule) {
  if (rule.refusal)
    return rule.refusal;
  if (reader_.frame.body == framing::kind::none)
    return std::nullopt;
  auto coding = reader_.asked.header("Content-Encoding");
  zipped_ = same_text(coding, "gzip");
  auto plain = coding.empty() || same_text(coding, "identity");
  if (!plain && (!zipped_ || rule.spool))
    return problem(errc::unsupported_type,
                   "This content encoding is not read here.");
  if (!rule.spool)
    return std::nullopt;
  auto& folder = own_.in->how.spool_folder;
  spool_ = spool_file::create(
    folder.empty() ? std::filesystem::temp_directory_path() : folder);
  if (!spool_)
    return problem(errc::storage_unavailable);
  return std::nullopt;
}

bool connection::on_piece() {
  owes_continue_ = false; // it did not wait for it
  if (spool_)
    to_disk(std::string{reader_.data}, false);
  else
    body_ += reader_.data;
  return phase_ == phase::body;
}

void connection::to_disk(std::string bytes, bool last) {
  phase_ = phase::disk;
  deadline_ = steady_clock::time_point::max();
  asio::post(own_.in->disk, [self = shared_from_this(), file = spool_,
                             bytes = std::move(bytes), last] {
    auto well = file->append(bytes) && (!last || file->seal());
    self->thread().run([self, well, last] { self->from_disk(well, last); });
  });
}

void connection::from_disk(bool well, bool last) {
  if (phase_ == phase::closed)
    return;
  phase_ = phase::body;
  if (!well)
    return refuse(problem(errc::storage_unavailable));
  if (last)
    return dispatch();
  expect_body();
  advance();
  if (read_all_)
    ended_by_client();
}

void connection::on_whole() {
  if (spool_)
    to_disk({}, true);
  else if (!zipped_ || unzip())
    dispatch();
}

bool connection::unzip() {
  std::string plain;
  auto result = gunzip(body_, reader_.body_limit, plain);
  if (result == unzipped::whole) {
    body_ = std::move(plain);
    return true;
  }
  refuse(result == unzipped::too_large
           ? problem(errc::too_large)
           : problem(errc::invalid_message, "The body is not gzip."));
  return false;
}

void connection::dispatch() {
  auto& asked = reader_.asked;
  asked.body = std::move(body_);
  asked.spool = std::exchange(spool_, nullptr);
  current_ = std::make_shared<pending>(weak_from_this(),
                                       shape_of(asked, reader_.frame));
  phase_ = phase::busy;
  deadline_ = steady_clock::time_point::max();
  ++own_.in->requests;
  // A read that is under way could not be given to a WebSocket.
  auto watch = !asked.websocket;
  try {
    own_.in->handle(std::make_shared<exchange>(std::move(asked), current_));
  } catch (...) {
    // The exchange died with the handler and has answered 500.
  }
  if (watch && phase_ == phase::busy && !read_all_)
    read();
}

void connection::expect_within(std::chrono::milliseconds time) {
  deadline_ = steady_clock::now() + time;
}

void connection::expect_body() {
  deadline_ = std::min(steady_clock::now() + limit_.body_idle,
                       body_start_ + limit_.body_grace
                         + to_ms(body_bytes_, limit_.body_rate));
}

} // namespace auren::edge

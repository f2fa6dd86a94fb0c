#pragma once

// Includes Asio: only for the .cpp files of this folder.

#include "gateway/edge/encode.hpp"
#include "gateway/edge/house.hpp"
#include "gateway/edge/pending.hpp"
#include "gateway/edge/reader.hpp"
#include "gateway/edge/spool.hpp"
#include "gateway/edge/stream.hpp"
#include "gateway/edge/transport.hpp"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace auren::edge {

/// What a new connection is made of.
struct arrival {
  std::shared_ptr<house> in;
  std::shared_ptr<io_thread> thread;
  transport wire;
  std::string remote;
  std::shared_ptr<void> ticket; ///< Of the doorman.
};

/// One HTTP connection: requests one after the other, answers in their order.
/// All members run on its io thread unless they say otherwise.
class connection final : public peer,
                         public std::enable_shared_from_this<connection> {
public:
  explicit connection(arrival from);

  /// Does the TLS handshake when there is one, then reads.
  void start();

  void tick(steady_clock::time_point now) override;
  void drain() override;
  void cut() override {
    finish();
  }

  /// The thread that it lives on; from any thread.
  io_thread& thread() {
    return *own_.thread;
  }

  /// What it shares with the others; from any thread.
  house& in() {
    return *own_.in;
  }

  /// Sends the answer of the present request.
  void answer(outgoing bytes);

  /// Sends the head of the present answer, then what `body` brings.
  void answer(outgoing head, std::shared_ptr<stream> body);

  /// Sends what the stream has; called when it has something.
  void pump();

  /// Leaves the socket to a WebSocket that answers `asked`.
  void become_websocket(request asked, websocket_events events);

private:
  enum class phase {
    handshake, ///< of TLS
    idle,      ///< reads a head, or waits for one
    body,      ///< reads a body
    disk,      ///< waits until the disk took a piece of the body
    busy,      ///< waits for the handler's answer
    streaming, ///< the head of the answer is out, the body comes
    answering, ///< the whole answer is queued
    lingering, ///< throws away what comes, so that the answer is not lost
    closed,
  };

  void read();
  void received(error_code error, size_t n);
  void ended_by_client();
  void make_room();
  void advance();
  bool step();
  void on_head();
  std::optional<response> judge(const body_rule& rule);
  bool on_piece();
  void to_disk(std::string bytes, bool last);
  void from_disk(bool well, bool last);
  void on_whole();
  bool unzip();
  void dispatch();
  void refuse(response why);
  void send(outgoing bytes);
  void write_some();
  void wrote(error_code error, size_t n);
  void all_written();
  void next_request();
  void linger();
  void finish();
  void expect_within(std::chrono::milliseconds time);
  void expect_body();

  arrival own_;
  const limits& limit_;
  phase phase_ = phase::idle;
  request_reader reader_;
  std::vector<char> in_; ///< Read, not yet used: [from_, to_).
  size_t from_ = 0;
  size_t to_ = 0;
  bool reading_ = false;
  bool read_all_ = false; ///< The client closed its sending side.
  std::deque<outgoing> out_;
  size_t sent_ = 0; ///< Of the front of `out_`.
  bool last_answer_ = false;
  bool served_ = false; ///< A request before this one.
  std::string body_;
  std::shared_ptr<spool_file> spool_;
  bool zipped_ = false;
  bool owes_continue_ = false;
  std::shared_ptr<pending> current_;
  std::shared_ptr<stream> stream_;
  uint64_t body_bytes_ = 0;
  steady_clock::time_point body_start_{};
  steady_clock::time_point deadline_ = steady_clock::time_point::max();
  steady_clock::time_point write_deadline_ = steady_clock::time_point::max();
};

} // namespace auren::edge

#pragma once

#include "gateway/http/router.hpp"

#include <memory>
#include <optional>
#include <string>

namespace auren::test {

/// Keeps an exchange's answer; nothing else happens to it.
class kept_answer : public edge::responder {
public:
  void deliver(const edge::request&, edge::response answer) override {
    given = std::move(answer);
  }
  std::shared_ptr<edge::stream_writer>
  open_stream(const edge::request&, edge::response) override {
    return nullptr;
  }
  void open_websocket(edge::request, edge::websocket_events) override {
    // nop
  }
  bool gone() const override {
    return false;
  }
  void on_gone(std::function<void()>) override {
    // nop
  }

  std::optional<edge::response> given;
};

/// A call that never came over a socket.
inline http::call call_of(const http::route& line, edge::fields headers,
                          std::string remote = "127.0.0.1",
                          std::shared_ptr<edge::spool_file> spool = nullptr) {
  edge::request asked;
  asked.method = line.method;
  asked.path = line.pattern;
  asked.headers = std::move(headers);
  asked.remote = std::move(remote);
  asked.spool = std::move(spool);
  auto to = std::make_shared<kept_answer>();
  return {std::make_shared<edge::exchange>(std::move(asked), to), &line, {}};
}

/// Header fields from pairs.
inline edge::fields
fields_of(std::initializer_list<edge::fields::entry> entries) {
  edge::fields all;
  for (auto& [name, value] : entries)
    all.add(name, value);
  return all;
}

} // namespace auren::test

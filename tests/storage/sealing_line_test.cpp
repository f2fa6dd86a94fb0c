#include "storage/append_rules.hpp"
#include "storage/sealing_line.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace auren;
using namespace auren::storage;

namespace {

seal::data_key new_key() {
  return {1,
          std::make_shared<const secrets::secret>(secrets::secret::random(32))};
}

/// Two streams with `n` events in turns, and the line that they go through.
struct world {
  explicit world(size_t n) {
    for (size_t i = 0; i < n; ++i)
      ids.push_back("event " + std::to_string(i));
  }

  outgoing event(size_t i) {
    outgoing next{{}, "payload", key, &last_hash[i % 2]};
    next.event.position = i + 1;
    next.event.event_id = ids[i];
    next.event.stream = i % 2 == 0 ? "even" : "odd";
    next.person = 7;
    return next;
  }

  void add_all() {
    for (size_t i = 0; i < ids.size(); ++i)
      line.add(event(i), keep);
    line.flush(keep);
  }

  std::vector<std::string> ids;
  seal::data_key key = new_key();
  std::array<std::string, 2> last_hash;
  std::vector<std::string> out; ///< Bodies, in the order in which they came.
  sealing_line::sink keep = [this](std::span<const outgoing> group) {
    for (const auto& one : group)
      out.push_back(one.body);
  };
  sealing_line line{seal::codec::zstd};
};

} // namespace

TEST_SUITE_BEGIN("storage.sealing_line");

TEST_CASE("any number comes out whole, in order and chained by stream") {
  for (size_t n : {0, 1, 15, 16, 17, 32, 1000}) {
    CAPTURE(n);
    world w{n};
    w.add_all();
    REQUIRE_EQ(w.out.size(), n);
    std::array<std::string, 2> previous;
    for (size_t i = 0; i < n; ++i) {
      auto body = decode_body(w.out[i]);
      REQUIRE(body);
      auto event = w.event(i).event;
      event.previous_hash = previous[i % 2];
      CHECK_EQ(body->previous_hash, previous[i % 2]);
      CHECK_EQ(body->hash, event_hash(event, body->sealed));
      CHECK_EQ(*seal::open(w.key, body->sealed, payload_bound(event)),
               "payload");
      previous[i % 2] = body->hash;
    }
    CHECK_EQ(w.last_hash, previous);
  }
}

TEST_CASE("what is on its way is known to be") {
  world w{40};
  auto nothing = [](std::span<const outgoing>) {};
  for (size_t i = 0; i < 10; ++i)
    w.line.add(w.event(i), nothing);
  CHECK(w.line.holds("event 9", 7));
  CHECK_FALSE(w.line.holds("event 9", 8));
  CHECK_FALSE(w.line.holds("event 10", 7));
  w.line.flush(nothing);
  CHECK_FALSE(w.line.holds("event 9", 7));
}

TEST_CASE("after a failed insert nothing of it is left") {
  world w{200};
  auto fail = [](std::span<const outgoing>) { throw std::bad_alloc{}; };
  auto add_all = [&] {
    for (size_t i = 0; i < w.ids.size(); ++i)
      w.line.add(w.event(i), fail);
    w.line.flush(fail);
  };
  CHECK_THROWS_AS(add_all(), std::bad_alloc);
  w.line.forget();
  w.last_hash = {};
  w.add_all();
  CHECK_EQ(w.out.size(), 200u);
  CHECK_EQ(decode_body(w.out[0])->previous_hash, "");
}

TEST_CASE("a seal that fails fails the writer, not the process") {
  world w{200};
  auto add_all = [&] {
    for (size_t i = 0; i < w.ids.size(); ++i) {
      auto next = w.event(i);
      if (i == 20) // longer than any text can be
        next.event.stream = {"", std::string_view::npos};
      w.line.add(std::move(next), w.keep);
    }
    w.line.flush(w.keep);
  };
  CHECK_THROWS(add_all());
  w.line.forget();
}

TEST_SUITE_END();

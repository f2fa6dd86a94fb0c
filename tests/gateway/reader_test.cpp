#include "gateway/edge/reader.hpp"
#include "gateway/edge/trace.hpp"

#include <doctest/doctest.h>

using namespace auren::edge;

namespace {

/// What a reader makes of a byte stream.
struct reading {
  std::vector<std::string> targets;
  std::vector<std::string> bodies;
  int refused = 0; ///< Status.
};

/// Reads `bytes`, which arrive `step` at a time.
reading read_all(std::string_view bytes, size_t step, uint64_t limit = 100) {
  limits edge_limits;
  request_reader reader{edge_limits};
  reading out;
  std::string held, body;
  while (true) {
    std::string_view input = held;
    auto outcome = reader.next(input);
    if (outcome == request_reader::outcome::piece)
      body += reader.data;
    held.erase(0, held.size() - input.size());
    if (outcome == request_reader::outcome::piece)
      continue;
    if (outcome == request_reader::outcome::head) {
      reader.body_limit = limit;
    } else if (outcome == request_reader::outcome::whole) {
      out.targets.push_back(reader.asked.target);
      out.bodies.push_back(std::exchange(body, {}));
      reader.restart();
    } else if (outcome == request_reader::outcome::refused) {
      out.refused = reader.refusal->status;
      return out;
    } else if (bytes.empty()) {
      return out;
    } else {
      held += bytes.substr(0, step);
      bytes.remove_prefix(std::min(step, bytes.size()));
    }
  }
}

int refusal_of(const std::string& bytes) {
  auto whole = read_all(bytes, bytes.size());
  auto slow = read_all(bytes, 1);
  CHECK(whole.refused == slow.refused);
  CHECK(whole.targets == slow.targets);
  return whole.refused;
}

int status_of_fields(const std::string& fields) {
  return refusal_of("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
}

int status_of_target(const std::string& target) {
  return refusal_of("GET " + target + " HTTP/1.1\r\nHost: a.b\r\n\r\n");
}

int status_of_chunks(const std::string& chunks) {
  return status_of_fields("Transfer-Encoding: chunked\r\n\r\n" + chunks);
}

} // namespace

TEST_SUITE_BEGIN("edge.reader");

TEST_CASE("requests are the same however their bytes arrive") {
  std::string stream
    = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
      "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3;x=y\r\nabc\r\n00a\r\n0123456789\r\n0\r\nTrailer: z\r\n\r\n"
      "GET /c?d=e HTTP/1.0\r\n\r\n\r\nGET /f HTTP/1.1\r\nhOST: a\r\n\r\n";
  for (size_t step = 1; step <= stream.size(); ++step) {
    auto out = read_all(stream, step);
    CHECK(out.refused == 0);
    CHECK(out.targets == std::vector<std::string>{"/a", "/b", "/c?d=e", "/f"});
    CHECK(out.bodies
          == std::vector<std::string>{"hello", "abc0123456789", "", ""});
  }
}

TEST_CASE("whatever two parsers could read differently is refused") {
  auto te = std::string{"Transfer-Encoding: chunked\r\n"};
  CHECK(status_of_fields("Content-Length: 4\r\n" + te) == 400);
  CHECK(status_of_fields(te + te) == 400);
  CHECK(status_of_fields("Transfer-Encoding: gzip, chunked\r\n") == 400);
  CHECK(status_of_fields("Transfer-Encoding: xchunked\r\n") == 400);
  CHECK(status_of_fields("Content-Length: 1\r\nContent-Length: 1\r\n") == 400);
  CHECK(status_of_fields("Content-Length: 1, 1\r\n") == 400);
  CHECK(status_of_fields("Content-Length: -1\r\n") == 400);
  CHECK(status_of_fields("Content-Length: +1\r\n") == 400);
  CHECK(status_of_fields("Content-Length: 0x1\r\n") == 400);
  CHECK(status_of_fields("Content-Length:\r\n") == 400);
  CHECK(status_of_fields("Content-Length: 12345678901234567890\r\n") == 400);
  CHECK(status_of_fields("A: b\r\n c\r\n") == 400);
  CHECK(status_of_fields("A : b\r\n") == 400);
  CHECK(status_of_fields("A: b\rc\r\n") == 400);
  CHECK(status_of_fields(std::string{"A: b\0c\r\n", 8}) == 400);
  CHECK(status_of_fields("nocolon\r\n") == 400);
  CHECK(status_of_fields("Host: b\r\n") == 400);
  CHECK(refusal_of("GET / HTTP/1.1\nHost: a\n\n") == 400);
  CHECK(refusal_of("GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(refusal_of("GET /\r\n\r\n") == 400);
  CHECK(refusal_of("GET / HTTP/1.0\r\n" + te + "\r\n") == 400);
}

TEST_CASE("methods and versions that are not served say so") {
  CHECK(refusal_of("BREW / HTTP/1.1\r\nHost: a\r\n\r\n") == 501);
  CHECK(refusal_of("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n") == 405);
  CHECK(refusal_of("G{T / HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
  CHECK(refusal_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == 505);
  CHECK(refusal_of("GET / FTP/1.1\r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of_fields("Expect: wonders\r\n") == 417);
}

TEST_CASE("chunks that lie are refused") {
  CHECK(status_of_chunks("-2\r\n") == 400);
  CHECK(status_of_chunks("FFFFFFFFFFFFFFFF\r\n") == 400);
  CHECK(status_of_chunks("FFFFFFFFFFFFFFF\r\nx") == 413);
  CHECK(status_of_chunks("\r\n") == 400);
  CHECK(status_of_chunks("3\nabc") == 400);
  CHECK(status_of_chunks("3\r\nabcd\r\n") == 400);
  CHECK(status_of_chunks("0x3\r\nabc\r\n") == 400);
  CHECK(status_of_chunks("1;" + std::string(20'000, 'x') + "\r\n") == 400);
  CHECK(status_of_chunks("0\r\n" + std::string(20'000, 'x')) == 400);
}

TEST_CASE("a body over the limit is refused by length and by count") {
  CHECK(status_of_fields("Content-Length: 101\r\n") == 413);
  CHECK(status_of_chunks("65\r\n" + std::string(101, 'x')) == 413);
  CHECK(status_of_chunks("64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n")
        == 0);
}

TEST_CASE("heads over a limit are refused before they are whole") {
  CHECK(refusal_of("GET /" + std::string(9'000, 'a')) == 414);
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 70; ++i)
    many += "A: b\r\n";
  CHECK(refusal_of(many) == 431);
  CHECK(refusal_of("GET / HTTP/1.1\r\nA: " + std::string(17'000, 'a')) == 431);
}

TEST_CASE("targets that climb or hide something are refused") {
  CHECK(status_of_target("/a/..%2f..%2fetc/passwd") == 400);
  CHECK(status_of_target("/a/../b") == 400);
  CHECK(status_of_target("/a/%2e%2e/b") == 400);
  CHECK(status_of_target("/a%00b") == 400);
  CHECK(status_of_target("/a%0d%0ab") == 400);
  CHECK(status_of_target("/a%5c..%5cb") == 400);
  CHECK(status_of_target("/%c0%ae%c0%ae/") == 400);
  CHECK(status_of_target("/\xc0\xae/") == 400);
  CHECK(status_of_target("/a%zz") == 400);
  CHECK(status_of_target("/a%4") == 400);
  CHECK(status_of_target("//host/a") == 400);
  CHECK(status_of_target("http://other/a") == 400);
  CHECK(status_of_target("ftp://a.b/a") == 400);
  CHECK(status_of_target("/a#b") == 400);
  CHECK(status_of_target("*") == 400);
  CHECK(status_of_target("/a?b=%ff") == 400);
  CHECK(status_of_target("http://A.b/a?c") == 0);
  CHECK(status_of_target("/%C3%A9/a.b/...") == 0);
}

TEST_CASE("path and query are decoded once") {
  limits edge_limits;
  request_reader reader{edge_limits};
  std::string_view input = "GET /a%20b+c?x=1%262&y=+&x=3&z HTTP/1.1\r\n"
                           "Host: a\r\n\r\n";
  CHECK(reader.next(input) == request_reader::outcome::head);
  CHECK(reader.asked.path == "/a b+c");
  CHECK(reader.asked.parameter("x") == "1&2");
  CHECK(reader.asked.query.count("x") == 2);
  CHECK(reader.asked.parameter("y") == " ");
  CHECK(reader.asked.parameter("z") == "");
  CHECK_FALSE(reader.asked.parameter("w"));
}

TEST_CASE("a valid traceparent is kept and any other replaced") {
  std::string id = "4bf92f3577b34da6a3ce929d0e0e4736";
  CHECK(trace_id_of("00-" + id + "-00f067aa0ba902b7-01") == id);
  auto zero = "00-" + std::string(32, '0') + "-00f067aa0ba902b7-01";
  auto other = "01-" + id + "-00f067aa0ba902b7-01";
  for (auto& bad : {std::string{}, "00-" + id, other, zero}) {
    auto fresh = trace_id_of(bad);
    CHECK(fresh.size() == 32);
    CHECK(fresh.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(fresh != trace_id_of(bad));
  }
}

TEST_SUITE_END();

#include "gateway/edge/head.hpp"

#include "gateway/edge/target.hpp"
#include "gateway/edge/text.hpp"
#include "messages/errc.hpp"

#include <algorithm>
#include <charconv>

namespace auren::edge {

namespace {

using refusal = std::optional<response>;

refusal malformed(std::string_view why) {
  return problem(errc::invalid_message, why);
}

std::string_view next_line(std::string_view& head) {
  auto end = head.find("\r\n");
  auto line = head.substr(0, end);
  head.remove_prefix(end + 2);
  return line;
}

refusal read_method(std::string_view method) {
  for (auto known :
       {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
    if (method == known)
      return std::nullopt;
  if (!is_token(method))
    return malformed("The method is not a word.");
  auto status = method == "TRACE" || method == "CONNECT" ? 405 : 501;
  auto answer
    = problem(status, errc::method_not_allowed, "This method is not served.");
  answer.headers.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  return answer;
}

refusal read_version(std::string_view version, framing& frame) {
  if (version == "HTTP/1.1")
    return std::nullopt;
  frame.http10 = version == "HTTP/1.0";
  if (frame.http10)
    return std::nullopt;
  if (version.size() == 8 && version.starts_with("HTTP/"))
    return problem(505, errc::invalid_message, "HTTP/1.1 is spoken here.");
  return malformed("The request line has no HTTP version.");
}

refusal
read_request_line(std::string_view line, request& asked, framing& frame) {
  auto first = line.find(' ');
  auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return malformed("The request line needs method, target and version.");
  asked.method = line.substr(0, first);
  asked.target = line.substr(first + 1, last - first - 1);
  if (auto refused = read_version(line.substr(last + 1), frame))
    return refused;
  return read_method(asked.method);
}

bool is_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

refusal read_field(std::string_view line, request& asked) {
  if (line[0] == ' ' || line[0] == '\t')
    return malformed("A header field continues over a line.");
  auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return malformed("A header field has no proper name.");
  auto value = trimmed(line.substr(colon + 1));
  if (!is_value(value))
    return malformed("A header field holds a control character.");
  asked.headers.add(std::string{line.substr(0, colon)}, std::string{value});
  return std::nullopt;
}

refusal read_host(const request& asked, const framing& frame) {
  auto count = asked.headers.count("Host");
  if (count > 1 || (count == 0 && !frame.http10))
    return malformed("One Host field is needed.");
  auto host = asked.header("Host");
  auto good = std::all_of(host.begin(), host.end(), [](char c) {
    return is_token({&c, 1}) || c == ':' || c == '[' || c == ']';
  });
  return good ? refusal{} : malformed("The Host field is not a host.");
}

refusal read_length(const request& asked, framing& frame) {
  auto text = asked.header("Content-Length");
  auto [end, error]
    = std::from_chars(text.data(), text.data() + text.size(), frame.length);
  auto digits = text.find_first_not_of("0123456789") == text.npos;
  if (asked.headers.count("Content-Length") != 1 || error != std::errc{}
      || !digits || text.size() > 18)
    return malformed("The Content-Length is not one number.");
  if (frame.length > 0)
    frame.body = framing::kind::length;
  return std::nullopt;
}

refusal read_body_framing(const request& asked, framing& frame) {
  auto codings = asked.headers.count("Transfer-Encoding");
  auto lengths = asked.headers.count("Content-Length");
  if (codings == 0)
    return lengths == 0 ? refusal{} : read_length(asked, frame);
  // Two parsers that pick different ones disagree where the next request
  // starts: nobody honest sends both.
  if (lengths > 0 || codings > 1 || frame.http10
      || !same_text(asked.header("Transfer-Encoding"), "chunked"))
    return malformed("The body's end is ambiguous.");
  frame.body = framing::kind::chunked;
  return std::nullopt;
}

refusal read_expectation(const request& asked, framing& frame) {
  auto expected = asked.header("Expect");
  if (expected.empty())
    return std::nullopt;
  if (!same_text(expected, "100-continue"))
    return problem(417, errc::invalid_message, "Only 100-continue is known.");
  frame.expect_continue = !frame.http10;
  return std::nullopt;
}

void read_connection(request& asked, framing& frame) {
  auto connection = asked.header("Connection");
  frame.keep_alive = frame.http10 ? lists(connection, "keep-alive")
                                  : !lists(connection, "close");
  asked.websocket = asked.method == "GET" && !frame.http10
                    && frame.body == framing::kind::none
                    && lists(connection, "upgrade")
                    && lists(asked.header("Upgrade"), "websocket");
}

} // namespace

std::optional<response>
read_head(std::string_view head, request& asked, framing& frame) {
  if (auto refused = read_request_line(next_line(head), asked, frame))
    return refused;
  for (auto line = next_line(head); !line.empty(); line = next_line(head))
    if (auto refused = read_field(line, asked))
      return refused;
  if (auto refused = read_host(asked, frame))
    return refused;
  if (auto refused = read_body_framing(asked, frame))
    return refused;
  if (auto refused = read_expectation(asked, frame))
    return refused;
  read_connection(asked, frame);
  auto wrong = read_target(asked);
  return wrong.empty() ? refusal{} : malformed(wrong);
}

} // namespace auren::edge

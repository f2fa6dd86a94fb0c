#include "gateway/edge/status.hpp"

#include <array>
#include <ctime>
#include <string>

namespace auren::edge {

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

std::string_view http_date() {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed",
                                   "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  thread_local std::time_t written = 0;
  thread_local std::string text;
  auto now = std::time(nullptr);
  if (now == written)
    return text;
  std::tm utc{};
  gmtime_r(&now, &utc);
  char line[64];
  // Not strftime's %a and %b: those follow the locale.
  auto format = std::string{days[size_t(utc.tm_wday)]} + ", %d "
                + months[size_t(utc.tm_mon)] + " %Y %H:%M:%S GMT";
  text.assign(line, std::strftime(line, sizeof line, format.c_str(), &utc));
  written = now;
  return text;
}

} // namespace auren::edge
